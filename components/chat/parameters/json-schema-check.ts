const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const DEEPEST = 50;

/**
 * Validates a JSON schema as it is typed: one sentence, or null when it is valid or empty. Reports only what every
 * provider refuses, because their support differs.
 */
export function schemaProblem(typed: string): string | null {
  if (!typed.trim()) return null;
  let schema: unknown;
  try {
    schema = JSON.parse(typed);
  } catch (error) {
    return `This is not valid JSON${errorPosition(typed, error)}.`;
  }
  if (!isObject(schema)) return 'A schema must be a JSON object, such as {"type": "object"}.';
  return problemIn(schema, '', 0);
}

function problemIn(schema: Record<string, unknown>, path: string, depth: number): string | null {
  const at = path ? ` at ${path}` : '';
  if (depth > DEEPEST) return 'The schema is nested too deeply.';
  const { type, required, properties, items, enum: values } = schema;
  const types = type === undefined ? [] : Array.isArray(type) ? type : [type];
  const unknown = types.find((one) => !TYPES.includes(one as string));
  if (unknown !== undefined) return `${JSON.stringify(unknown)} is not a type${at}. Use ${TYPES.join(', ')}.`;
  if (values !== undefined && !(Array.isArray(values) && values.length > 0))
    return `"enum"${at} must be a list of at least one value.`;
  if (required !== undefined && !(Array.isArray(required) && required.every((name) => typeof name === 'string')))
    return `"required"${at} must be a list of names.`;
  if (properties !== undefined && !isObject(properties)) return `"properties"${at} must be an object of schemas.`;
  const missing = ((required as string[] | undefined) ?? []).find(
    (name) => isObject(properties) && !(name in properties),
  );
  if (missing !== undefined) return `"${missing}" is required${at} but not listed in "properties".`;
  return childrenProblem(properties, items, path, depth);
}

function childrenProblem(properties: unknown, items: unknown, path: string, depth: number): string | null {
  const named = isObject(properties) ? Object.entries(properties) : [];
  const children = [...named, ...(items === undefined ? [] : [['items', items] as const])];
  for (const [name, child] of children) {
    const place = path ? `${path}.${name}` : name;
    if (child === true || child === false) continue;
    if (!isObject(child)) return `${place} is not a schema. Use an object, such as {"type": "string"}.`;
    const problem = problemIn(child, place, depth + 1);
    if (problem) return problem;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JavaScript engines word the position differently, and omit it at the end of the text. */
function errorPosition(typed: string, error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1];
  if (position === undefined) return '';
  const before = typed.slice(0, Number(position)).split('\n');
  return `: check line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
