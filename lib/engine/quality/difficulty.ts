import { createExtractor } from '../features/extract';
import type { Category } from '../types';
import { DIFFICULTY_SPEC, DIFFICULTY_WORDS, type PackedDifficulty, SHAPE_LIMIT } from './difficulty-spec';
import { DIFFICULTY_WEIGHTS } from './difficulty-weights';
import { shapeOf } from './shape';

/** Beyond this, a guess from words alone is not to be trusted. */
const LIMIT = 2;

/** Test sets hold no prompt as short as "hi": below this length a prompt counts as more and more average. */
const TELLING_CHARACTERS = 60;

const extract = createExtractor(DIFFICULTY_SPEC);
let shipped: ((prompt: string) => number) | undefined;

/**
 * How hard a prompt looks, in logits around the average of the training prompts: at 1, a model that answers half of
 * them right is expected to answer 27 % right; −2..2. Linear in the first 6,000 characters.
 */
export function difficultyOf(prompt: string): number {
  shipped ??= difficultyReader(DIFFICULTY_WEIGHTS);
  return shipped(prompt);
}

/** Unpacks a difficulty model into the function that reads it. */
export function difficultyReader(
  packed: Pick<PackedDifficulty, 'bias' | 'scale' | 'base64' | 'shape'>,
): (prompt: string) => number {
  const words = unpack(packed.base64);
  return (prompt) => {
    const { indices, values } = extract(prompt);
    let steps = 0;
    for (let i = 0; i < indices.length; i++) steps += (words[indices[i] as number] as number) * (values[i] as number);
    const shape = shapeOf(prompt);
    const byShape = packed.shape.reduce((sum, { mean, deviation, weight }, i) => {
      return sum + weight * clamp(((shape[i] as number) - mean) / deviation, SHAPE_LIMIT);
    }, 0);
    const trust = Math.min(1, prompt.length / TELLING_CHARACTERS);
    return trust * clamp(packed.bias + packed.scale * steps + byShape, LIMIT);
  };
}

/** How much harder than usual for its category, −2..2. */
export function relativeDifficulty(difficulty: number, category: Category): number {
  return clamp(difficulty - DIFFICULTY_WEIGHTS.categoryMeans[category], LIMIT);
}

/** What the data say of a catalogue model in a category, or undefined where they say nothing. */
export function effectInData(model: string, category: Category): { effect: number; n: number } | undefined {
  return DIFFICULTY_WEIGHTS.models[model]?.[category];
}

function unpack(base64: string): Int8Array {
  const bytes = atob(base64);
  if (bytes.length !== DIFFICULTY_WORDS) {
    throw new Error(`The difficulty model has ${bytes.length} weights; ${DIFFICULTY_WORDS} belong to it.`);
  }
  return Int8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
