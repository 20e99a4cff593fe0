import type { JsonObject } from '../../../engine/chat';
import { pick } from './seed';

const MAX_DEPTH = 6;

/** Generates a value that satisfies a JSON schema, as far as structured outputs use it. */
export function generateSample(
  schema: JsonObject | undefined,
  words: string,
  random: () => number,
  depth = 0,
): unknown {
  if (!schema || depth > MAX_DEPTH) return null;
  if ('const' in schema) return schema.const;
  const options = schema.enum;
  if (Array.isArray(options) && options.length > 0) return pick(random, options as [unknown, ...unknown[]]);
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches)) return generateSample(branches[0] as JsonObject, words, random, depth + 1);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return sampleObject(schema, words, random, depth);
    case 'array':
      return Array.from({ length: Math.max(1, Number(schema.minItems ?? 1)) }, () =>
        generateSample(schema.items as JsonObject, words, random, depth + 1),
      );
    case 'integer':
      return Math.max(Math.ceil(Number(schema.minimum ?? 1)), Math.floor(random() * 9) + 1);
    case 'number':
      return Math.max(Number(schema.minimum ?? 0), Math.round(random() * 100) / 10);
    case 'boolean':
      return random() < 0.5;
    case 'null':
      return null;
    default:
      return words;
  }
}

function sampleObject(schema: JsonObject, words: string, random: () => number, depth: number): JsonObject {
  const properties = (schema.properties ?? {}) as Record<string, JsonObject>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, generateSample(property, words, random, depth + 1)]),
  );
}
