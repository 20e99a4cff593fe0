import { dimensionsOf, type FeatureSpec } from '../features/spec';
import type { Category } from '../types';

/** The n-grams that difficulty is read from. Changing this means training again. */
export const DIFFICULTY_SPEC: FeatureSpec = {
  wordBits: 14,
  characterBits: 0,
  openingBits: 0,
  wordGrams: 2,
  characterGrams: null,
  openingTokens: 0,
  signed: false,
  window: { opening: 1_500, closing: 500 },
};
export const DIFFICULTY_WORDS = dimensionsOf(DIFFICULTY_SPEC);
/** Shapes further from the usual than this count as this far. */
export const SHAPE_LIMIT = 3;

/** A trained difficulty model as it is shipped. */
export interface PackedDifficulty {
  version: string;
  bias: number;
  /** What one step of a byte of `base64` is worth. */
  scale: number;
  /** One signed byte for each word bucket. */
  base64: string;
  /** For each number of the shape: mean, standard deviation and weight in standard deviations. */
  shape: { mean: number; deviation: number; weight: number }[];
  /** What is usual for a category, so that a prompt can be compared with its own kind. */
  categoryMeans: Record<Category, number>;
  /** Catalogue models that the data know: how much better (or worse) than their tier, 0..1, and on how many prompts. */
  models: Record<string, Partial<Record<Category, { effect: number; n: number }>>>;
}
