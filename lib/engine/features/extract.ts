import { Bag } from './bag';
import type { FeatureSpec, SparseVector } from './spec';
import { TokenReader } from './token-reader';

/** Converts text to a sparse vector of hashed words, word n-grams, character n-grams and opening tokens. */
export type Extract = (text: string) => SparseVector;

/**
 * Creates an extractor for a spec. Results are pure and cost is linear in the spec's window; internal tables are reused
 * between calls, so create it once. (Feature hashing: Weinberger et al., arXiv:0902.2206.)
 *
 * @example
 * const extract = createExtractor(spec);
 * const { indices, values } = extract('What is the capital of Norway?');
 */
export function createExtractor(spec: FeatureSpec): Extract {
  const words = new Bag(spec.wordBits, spec.signed);
  const characters = spec.characterGrams ? new Bag(spec.characterBits, spec.signed) : null;
  const opening = spec.openingTokens > 0 ? new Bag(spec.openingBits, spec.signed) : null;
  const reader = new TokenReader(spec, { words, characters, opening });
  const bags = [words, characters, opening].filter((bag) => bag !== null);
  return (text) => {
    reader.read(extractWindow(text, spec.window).toLowerCase());
    return drainAll(bags);
  };
}

/** The start and end of a text, where requests usually are; a document in between is skipped. */
export function extractWindow(text: string, { opening, closing }: FeatureSpec['window']): string {
  if (text.length <= opening + closing) return text;
  return `${text.slice(0, opening)}\n${text.slice(text.length - closing)}`;
}

function drainAll(bags: Bag[]): SparseVector {
  let room = 0;
  for (const bag of bags) room += bag.length;
  const indices = new Uint32Array(room);
  const values = new Float32Array(room);
  let end = 0;
  let offset = 0;
  for (const bag of bags) {
    end = bag.drain(indices, values, end, offset);
    offset += bag.buckets;
  }
  return end === room ? { indices, values } : { indices: indices.slice(0, end), values: values.slice(0, end) };
}
