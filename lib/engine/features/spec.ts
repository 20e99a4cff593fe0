/** How text becomes numbers. Models are trained with one spec and must be read with the same one. */
export interface FeatureSpec {
  /** Each group of features has 2^bits buckets of its own; the groups follow one another in the vector. */
  wordBits: number;
  characterBits: number;
  openingBits: number;
  /** Longest run of words counted together: 1, 2 or 3. */
  wordGrams: 1 | 2 | 3;
  /** Shortest and longest run of characters within a word, its two boundaries included. Null: none. */
  characterGrams: { min: number; max: number } | null;
  /** How many first tokens also count as an opening, by themselves and in runs of up to three; 0: none. */
  openingTokens: number;
  /** Signed hashing lets collisions cancel out; unsigned hashing keeps every value positive. */
  signed: boolean;
  /** Characters read from the start and from the end; what lies between is skipped. */
  window: { opening: number; closing: number };
}

/** Indices never repeat, in order of first appearance; values are never 0. Each group of values has length 1. */
export interface SparseVector {
  indices: Uint32Array;
  values: Float32Array;
}

/** Changes whenever the same text and spec would give another vector. */
export const FEATURE_VERSION = 'ngrams-1';

/** Length of the dense vector that a spec's indices point into. */
export function dimensionsOf({ wordBits, characterBits, openingBits, characterGrams, openingTokens }: FeatureSpec) {
  return 2 ** wordBits + (characterGrams ? 2 ** characterBits : 0) + (openingTokens > 0 ? 2 ** openingBits : 0);
}
