/** How text is converted to features. A model must be used with the spec it was trained with. */
export interface FeatureSpec {
  /** Each group of features has 2^bits buckets; the groups follow one another in the vector. */
  wordBits: number;
  characterBits: number;
  openingBits: number;
  /** Longest word n-gram: 1, 2 or 3. */
  wordGrams: 1 | 2 | 3;
  /** Shortest and longest character n-gram within a word, including its boundaries. Null: none. */
  characterGrams: { min: number; max: number } | null;
  /** Number of first tokens that also count as opening, alone and as n-grams up to three; 0: none. */
  openingTokens: number;
  /** Signed hashing lets collisions cancel out; unsigned hashing keeps every value positive. */
  signed: boolean;
  /** Characters read from the start and the end; the rest is skipped. */
  window: { opening: number; closing: number };
}

/** Indices never repeat, in order of first appearance; values are never 0. Each group of values has length 1. */
export interface SparseVector {
  indices: Uint32Array;
  values: Float32Array;
}

/** Change it whenever the same text and spec give a different vector. */
export const FEATURE_VERSION = 'ngrams-1';

/** Length of the dense vector for a spec. */
export function countDimensions({ wordBits, characterBits, openingBits, characterGrams, openingTokens }: FeatureSpec) {
  return 2 ** wordBits + (characterGrams ? 2 ** characterBits : 0) + (openingTokens > 0 ? 2 ** openingBits : 0);
}
