import { withoutAside } from './short-answer';

/**
 * From here on two texts say about the same. Set on the pairs of `likeness.test.ts`: answers to one question in other
 * words reach 0.5 and more, different answers to it stay below 0.3. Words are all that is compared: a text that denies
 * what another one says in the same words is like it.
 */
export const ALIKE_FROM = 0.4;

const GRAM = 4;
/** Longer texts are compared by their beginning: a comparison must not hold up the process. */
const MAX_CHARACTERS = 20_000;

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
  const counts = new Map<string, number>();
  for (const word of contentWords(text))
    for (const piece of piecesOf(word)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const weights = new Map<string, number>();
  // In one order whatever the text's, so that sums of the same numbers are the same number.
  for (const [piece, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    weights.set(piece, 1 + Math.log(count));
  return { weights, norm: Math.sqrt(sumOf([...weights.values()].map((weight) => weight * weight))) };
}

/** Cosine of two profiles, 0 to 1; the same both ways round. */
export function likeness(a: Profile, b: Profile): number {
  if (a.norm === 0 || b.norm === 0) return a.norm === b.norm ? 1 : 0;
  const shared = [...a.weights].map(([piece, weight]) => weight * (b.weights.get(piece) ?? 0));
  return Math.min(1, Number((sumOf(shared) / (a.norm * b.norm)).toFixed(6)));
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

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
