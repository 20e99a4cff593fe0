import { withoutAside } from './short-answer';

/**
 * From here on two texts say about the same. Set on the pairs of `likeness.test.ts`: answers to one question in other
 * words reach 0.5 and more, different answers to it stay below 0.3. Words are all that is compared: a text that denies
 * what another one says in the same words is like it.
 */
export const ALIKE_FROM = 0.4;

const GRAM = 4;
/** Longer texts are compared by their beginning: a comparison must not hold up the process. */
const MAX_CHARACTERS = 8_000;

const FILLERS = new Set(
  `a an and are as at be been but by can could did do does for from had has have here how i if in into is it its just
   may me might my of on or our shall she he should so some such than that the their them then there these they this
   those to too us very was we were what when where which while who will with would you your`.split(/\s+/),
);

/** How often each piece occurs, damped, with the length of the whole as a vector. */
export interface Profile {
  weights: Map<string, number>;
  norm: number;
}

/**
 * What a text talks about, as its content words in pieces of four characters, so that inflections meet and no
 * dictionary is needed. Rare pieces and frequent ones differ little: `1 + ln n` (sublinear tf).
 */
export function profileOf(text: string): Profile {
  const weights = new Map<string, number>();
  for (const word of contentWords(text))
    for (const piece of piecesOf(word)) weights.set(piece, (weights.get(piece) ?? 0) + 1);
  let squares = 0;
  for (const [piece, count] of weights) {
    const weight = 1 + Math.log(count);
    weights.set(piece, weight);
    squares += weight * weight;
  }
  return { weights, norm: Math.sqrt(squares) };
}

/** Cosine of two profiles, 0 to 1; the same both ways round. Without content words a text is like no other. */
export function likeness(a: Profile, b: Profile): number {
  if (a.norm === 0 || b.norm === 0) return 0;
  const [few, many] = a.weights.size <= b.weights.size ? [a.weights, b.weights] : [b.weights, a.weights];
  let shared = 0;
  for (const [piece, weight] of few) shared += weight * (many.get(piece) ?? 0);
  // Rounded, so that the order in which numbers were added does not show.
  return Math.min(1, Math.round((shared / (a.norm * b.norm)) * 1e6) / 1e6);
}

function contentWords(text: string): string[] {
  const plain = withoutAside(text).slice(0, MAX_CHARACTERS).normalize('NFKC').toLowerCase().replace(/['’]/g, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !FILLERS.has(word));
}

/** A short word is one piece; a longer one its beginning, marked as such, and every run of four within it. */
function piecesOf(word: string): string[] {
  const marked = ` ${word} `;
  if (marked.length <= GRAM) return [marked];
  return Array.from({ length: marked.length - GRAM + 1 }, (_, i) => marked.slice(i, i + GRAM));
}
