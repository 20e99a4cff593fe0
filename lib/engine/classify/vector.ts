import { createExtractor } from '../features/extract';
import { dimensionsOf, FEATURE_VERSION, type FeatureSpec, type SparseVector } from '../features/spec';
import { INTENT_COUNT, readIntents } from './intents';
import { readingOf } from './reading';

/** The n-grams that the classifier reads. Changing this means training again. */
export const CLASSIFIER_SPEC: FeatureSpec = {
  wordBits: 13,
  characterBits: 14,
  openingBits: 11,
  wordGrams: 2,
  characterGrams: { min: 3, max: 5 },
  openingTokens: 8,
  signed: false,
  // The reading is shorter than this already.
  window: { opening: 700, closing: 0 },
};

/** The n-grams' indices stay below this; the intents follow. */
export const NGRAM_DIMENSIONS = dimensionsOf(CLASSIFIER_SPEC);
export const DIMENSIONS = NGRAM_DIMENSIONS + INTENT_COUNT;

/** First index of each block of features that has a scale of its own, and the end of the last. */
export const BLOCKS = blocksOf(CLASSIFIER_SPEC);

/** Two vectors can be compared only when they carry the same version. */
export const VECTOR_VERSION = `${FEATURE_VERSION}/${BLOCKS.join('.')}`;

const extract = createExtractor(CLASSIFIER_SPEC);

/** The n-grams of what a turn asks: what corrections remember of a prompt. */
export function ngramsOf(turn: string): SparseVector {
  return extract(readingOf(turn));
}

/** Everything that the classifier sees of a turn: the n-grams of its ask, then its intents. */
export function vectorOf(turn: string): SparseVector {
  const reading = readingOf(turn);
  const ngrams = extract(reading);
  const indices: number[] = [];
  const values: number[] = [];
  readIntents(reading.toLowerCase(), turn.length, (index, value) => {
    indices.push(NGRAM_DIMENSIONS + index);
    values.push(value);
  });
  return append(ngrams, indices, values);
}

function append(first: SparseVector, moreIndices: number[], moreValues: number[]): SparseVector {
  const indices = new Uint32Array(first.indices.length + moreIndices.length);
  const values = new Float32Array(indices.length);
  indices.set(first.indices);
  values.set(first.values);
  indices.set(moreIndices, first.indices.length);
  values.set(moreValues, first.values.length);
  return { indices, values };
}

function blocksOf({ wordBits, characterBits, openingBits }: FeatureSpec): number[] {
  const words = 2 ** wordBits;
  const characters = words + 2 ** characterBits;
  const opening = characters + 2 ** openingBits;
  return [0, words, characters, opening, opening + INTENT_COUNT];
}
