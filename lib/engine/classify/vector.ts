import { createExtractor } from '../features/extract';
import { countDimensions, FEATURE_VERSION, type FeatureSpec, type SparseVector } from '../features/spec';
import { relevantExcerpt } from './excerpt';
import { INTENT_COUNT, readIntents } from './intents';

/** The n-grams the classifier uses. A change requires new training. */
export const CLASSIFIER_SPEC: FeatureSpec = {
  wordBits: 13,
  characterBits: 14,
  openingBits: 11,
  wordGrams: 2,
  characterGrams: { min: 3, max: 5 },
  openingTokens: 8,
  signed: false,
  // The excerpt is already shorter than this.
  window: { opening: 700, closing: 0 },
};

/** Indices below this are n-grams; intent features follow. */
export const NGRAM_DIMENSIONS = countDimensions(CLASSIFIER_SPEC);
export const DIMENSIONS = NGRAM_DIMENSIONS + INTENT_COUNT;

/** Start index of each block of features with its own scale, and the end of the last. */
export const BLOCKS = computeBlockBounds(CLASSIFIER_SPEC);

/** Vectors are comparable only within the same version. */
export const VECTOR_VERSION = `${FEATURE_VERSION}/${BLOCKS.join('.')}`;

const extract = createExtractor(CLASSIFIER_SPEC);

/** The n-grams of a turn's request, which corrections adjust. */
export function ngramVector(turn: string): SparseVector {
  return extract(relevantExcerpt(turn));
}

/** The classifier's full feature vector of a turn: n-grams, then intent features. */
export function featureVector(turn: string): SparseVector {
  const excerpt = relevantExcerpt(turn);
  const ngrams = extract(excerpt);
  const indices: number[] = [];
  const values: number[] = [];
  readIntents(excerpt.toLowerCase(), turn.length, (index, value) => {
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

function computeBlockBounds({ wordBits, characterBits, openingBits }: FeatureSpec): number[] {
  const words = 2 ** wordBits;
  const characters = words + 2 ** characterBits;
  const opening = characters + 2 ** openingBits;
  return [0, words, characters, opening, opening + INTENT_COUNT];
}
