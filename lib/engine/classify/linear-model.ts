import type { SparseVector } from '../features/spec';
import { CATEGORIES } from '../types';
import { BLOCKS, DIMENSIONS } from './vector';

export const CLASSES = CATEGORIES.length;

/** A trained model in its shipped form. */
export interface PackedModel {
  version: string;
  /** Divides scores before softmax so that confidences are calibrated: 0.8 means right in 80 % of cases. */
  temperature: number;
  /** Below this confidence a prompt is classified as medium. */
  minConfidence: number;
  biases: number[];
  /** Value of one byte step, for each block of features. */
  scales: number[];
  /** One signed byte per feature and category, feature-major. */
  base64: string;
}

export interface LinearModel {
  version: string;
  temperature: number;
  minConfidence: number;
  biases: Float64Array;
  scales: Float64Array;
  weights: Int8Array;
}

/** Unpacks a model, which takes a few milliseconds. Throws when its size does not match the features. */
export function unpack({ base64, biases, scales, ...rest }: PackedModel): LinearModel {
  const bytes = atob(base64);
  if (bytes.length !== DIMENSIONS * CLASSES) {
    throw new Error(`Classifier ${rest.version} has ${bytes.length} weights, expected ${DIMENSIONS * CLASSES}.`);
  }
  const weights = new Int8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) weights[i] = bytes.charCodeAt(i);
  return { ...rest, biases: Float64Array.from(biases), scales: Float64Array.from(scales), weights };
}

/** The raw score of each category, in the order of `CATEGORIES`. */
export function computeScores(
  { indices, values }: SparseVector,
  { weights, scales, biases }: LinearModel,
): Float64Array {
  const scores = biases.slice();
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k] as number;
    const value = (values[k] as number) * (scales[findBlock(index)] as number);
    const row = index * CLASSES;
    for (let c = 0; c < CLASSES; c++) scores[c] = (scores[c] as number) + value * (weights[row + c] as number);
  }
  return scores;
}

/** Turns scores into probabilities that sum to 1. */
export function softmax(scores: Float64Array, temperature: number): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (const score of scores) largest = Math.max(largest, score);
  const exponentials = scores.map((score) => Math.exp((score - largest) / temperature));
  let sum = 0;
  for (const value of exponentials) sum += value;
  return exponentials.map((value) => value / sum);
}

const [, WORDS_END, CHARACTERS_END, OPENING_END] = BLOCKS as [number, number, number, number, number];

/** The block of a feature index. */
export function findBlock(index: number): number {
  if (index < WORDS_END) return 0;
  if (index < CHARACTERS_END) return 1;
  return index < OPENING_END ? 2 : 3;
}
