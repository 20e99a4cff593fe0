import { z } from 'zod';

/** What is wrong with a value, and where. */
export interface Problem {
  message: string;
  /** Such as `circuitBreaker.resetTimeout`. */
  param: string;
}

/** An object schema that refuses unknown keys by name. `kind` is what a key is called in the message. */
export function strictObject<T extends z.ZodRawShape>(kind: string, shape: T) {
  const allowed = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownName(kind, String(issue.keys[0]), allowed) : undefined,
  });
}

/** A schema for one of these names. */
export function oneOf<const T extends string>(kind: string, names: readonly T[]) {
  return z.enum(names as readonly [T, ...T[]], {
    error: ({ input }) => (typeof input === 'string' ? unknownName(kind, input, names) : undefined),
  });
}

/** The first problem of a value, or null. */
export function findProblem(schema: z.ZodType, value: unknown): Problem | null {
  const parsed = schema.safeParse(value, { error: typeMessage });
  const issue = parsed.error?.issues[0];
  if (!issue) return null;
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return { message: issue.message, param: [...issue.path, ...unknownKey].join('.') };
}

/** `Unknown option "polcy". Did you mean "policy"? Allowed: memory, policy.` */
export function unknownName(kind: string, name: string, allowed: readonly string[], list = allowed.join(', ')): string {
  return `Unknown ${kind} "${name}".${suggestion(name, allowed)} Allowed: ${list}.`;
}

/** ` Did you mean "policy"?`, or nothing when no allowed name is near. */
export function suggestion(name: string, allowed: readonly string[]): string {
  const near = closest(name, allowed);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

function typeMessage(issue: { code?: string | undefined; path?: PropertyKey[] | undefined; input?: unknown }) {
  const { code, path = [], input } = issue;
  if (code !== 'invalid_type' && code !== 'invalid_value') return undefined;
  const { expected = 'a known value' } = issue as { expected?: string };
  const name = path.length > 0 ? path.join('.') : 'The argument';
  return `${name} must be ${WITH_ARTICLE[expected] ?? expected}, not ${describe(input)}.`;
}

const WITH_ARTICLE: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function closest(name: string, allowed: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  const near = allowed
    .map((known) => ({ known, distance: editDistance(name.toLowerCase(), known.toLowerCase()) }))
    .filter(({ distance }) => distance <= most);
  return near.sort((a, b) => a.distance - b.distance)[0]?.known;
}

/** How many letters to insert, delete, replace or swap with the next one. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      rows[i]?.push(Math.min(replaced, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
