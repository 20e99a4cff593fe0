import { STOP_WORDS } from '../features/stop-words';
import { stripAside } from './short-answer';

/**
 * Similarity from which two texts count as agreeing. Calibrated on the pairs in `similarity.test.ts`: paraphrased
 * answers reach 0.5 or more, different answers stay below 0.3. Only words are compared, so a text that negates another
 * in the same words is similar to it.
 */
export const SIMILARITY_THRESHOLD = 0.4;

const GRAM = 4;
/** Longer texts are compared by their beginning, to bound the time of a comparison. */
const MAX_CHARACTERS = 8_000;

/** Damped counts of each n-gram, with the vector's norm. */
export interface Profile {
  weights: Map<string, number>;
  norm: number;
}

/**
 * Builds a profile of a text's content words from character n-grams of length four, so that inflections match without a
 * dictionary. Counts are damped as `1 + ln n` (sublinear tf).
 */
export function buildProfile(text: string): Profile {
  const weights = new Map<string, number>();
  for (const word of contentWords(text))
    for (const piece of splitIntoNgrams(word)) weights.set(piece, (weights.get(piece) ?? 0) + 1);
  let squares = 0;
  for (const [piece, count] of weights) {
    const weight = 1 + Math.log(count);
    weights.set(piece, weight);
    squares += weight * weight;
  }
  return { weights, norm: Math.sqrt(squares) };
}

/** Cosine similarity of two profiles, 0..1, symmetric. A text without content words is similar to none. */
export function similarity(a: Profile, b: Profile): number {
  if (a.norm === 0 || b.norm === 0) return 0;
  const [few, many] = a.weights.size <= b.weights.size ? [a.weights, b.weights] : [b.weights, a.weights];
  let shared = 0;
  for (const [piece, weight] of few) shared += weight * (many.get(piece) ?? 0);
  // Rounded so that the order of summation does not affect the result.
  return Math.min(1, Math.round((shared / (a.norm * b.norm)) * 1e6) / 1e6);
}

function contentWords(text: string): string[] {
  const plain = stripAside(text).slice(0, MAX_CHARACTERS).normalize('NFKC').toLowerCase().replace(/['’]/g, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word));
}

/** A short word is one n-gram; a longer one gives every n-gram of the word with its boundaries. */
function splitIntoNgrams(word: string): string[] {
  const marked = ` ${word} `;
  if (marked.length <= GRAM) return [marked];
  return Array.from({ length: marked.length - GRAM + 1 }, (_, i) => marked.slice(i, i + GRAM));
}
