import { countDimensions, type FeatureSpec } from '../features/spec';
import type { Category } from '../types';

/** The n-grams of the difficulty model. A change requires new training. */
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
export const DIFFICULTY_WORDS = countDimensions(DIFFICULTY_SPEC);
/** Shape values are clamped to this many standard deviations. */
export const SHAPE_LIMIT = 3;

/** A trained difficulty model in its shipped form. */
export interface PackedDifficulty {
  version: string;
  bias: number;
  /** Value of one byte step of `base64`. */
  scale: number;
  /** One signed byte per word bucket. */
  base64: string;
  /** For each number of the shape: mean, standard deviation and weight in standard deviations. */
  shape: { mean: number; deviation: number; weight: number }[];
  /** Mean difficulty by category, for relative difficulty. */
  categoryMeans: Record<Category, number>;
  /** Measured models: difference to their tier, −1..1, and number of prompts. */
  models: Record<string, Partial<Record<Category, { effect: number; n: number }>>>;
}
