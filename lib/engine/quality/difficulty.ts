import { createExtractor } from '../features/extract';
import type { Category } from '../types';
import { DIFFICULTY_SPEC, DIFFICULTY_WORDS, type PackedDifficulty, SHAPE_LIMIT } from './difficulty-spec';
import { DIFFICULTY_WEIGHTS } from './difficulty-weights';
import { shapeFeatures } from './shape';

/** Estimates are clamped to ±2 logits: words alone do not support more. */
const LIMIT = 2;

/** The training data have no prompts as short as "hi": shorter prompts are shrunk towards average. */
const FULL_TRUST_CHARACTERS = 60;

const extract = createExtractor(DIFFICULTY_SPEC);
let shipped: ((prompt: string) => number) | undefined;

/**
 * Estimated difficulty of a prompt, in logits relative to the average training prompt, −2..2: at 1, a model that answers
 * half of the average prompts correctly is expected to answer 27 %. Linear in the first 6,000 characters.
 */
export function estimateDifficulty(prompt: string): number {
  shipped ??= difficultyReader(DIFFICULTY_WEIGHTS);
  return shipped(prompt);
}

/** Creates the estimator from a packed model. Throws when its size does not match the features. */
export function difficultyReader(
  packed: Pick<PackedDifficulty, 'bias' | 'scale' | 'base64' | 'shape'>,
): (prompt: string) => number {
  const words = unpack(packed.base64);
  return (prompt) => {
    const { indices, values } = extract(prompt);
    let steps = 0;
    for (let i = 0; i < indices.length; i++) steps += (words[indices[i] as number] as number) * (values[i] as number);
    const shape = shapeFeatures(prompt);
    const byShape = packed.shape.reduce((sum, { mean, deviation, weight }, i) => {
      return sum + weight * clamp(((shape[i] as number) - mean) / deviation, SHAPE_LIMIT);
    }, 0);
    const trust = Math.min(1, prompt.length / FULL_TRUST_CHARACTERS);
    return trust * clamp(packed.bias + packed.scale * steps + byShape, LIMIT);
  };
}

/** Difficulty relative to the category's average, −2..2. */
export function relativeDifficulty(difficulty: number, category: Category): number {
  return clamp(difficulty - DIFFICULTY_WEIGHTS.categoryMeans[category], LIMIT);
}

/** The measured effect of a catalogue model in a category; undefined without data. */
export function measuredEffect(model: string, category: Category): { effect: number; n: number } | undefined {
  return DIFFICULTY_WEIGHTS.models[model]?.[category];
}

function unpack(base64: string): Int8Array {
  const bytes = atob(base64);
  if (bytes.length !== DIFFICULTY_WORDS) {
    throw new Error(`The difficulty model has ${bytes.length} weights, expected ${DIFFICULTY_WORDS}.`);
  }
  return Int8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
