import { diffWordsWithSpace } from 'diff';

export interface DiffPart {
  text: string;
  /** `same` in both, `removed`: only in the first, `added`: only in the second. */
  kind: 'same' | 'removed' | 'added';
}

export interface WordDiff {
  parts: DiffPart[];
  /** Share of equal words in both texts, 0..1. */
  similarity: number;
  /** Whether only the beginnings are compared. */
  isTruncated: boolean;
}

/** Longer texts are truncated to this length; more would block the page. */
export const COMPARED_CHARACTERS = 20_000;
/** Limit for the search; texts with so little in common are shown as replaced. */
const GIVE_UP_MS = 80;

/** Compares two texts word by word. */
export function diffWords(first: string, second: string): WordDiff {
  const [a, b] = [first.slice(0, COMPARED_CHARACTERS), second.slice(0, COMPARED_CHARACTERS)];
  const isTruncated = a.length < first.length || b.length < second.length;
  const changes = diffWordsWithSpace(a, b, { timeout: GIVE_UP_MS }) as
    | { value: string; added?: boolean; removed?: boolean }[]
    | undefined;
  const parts: DiffPart[] = changes
    ? changes.map(({ value, added, removed }) => ({
        text: value,
        kind: added ? 'added' : removed ? 'removed' : 'same',
      }))
    : [
        { text: a, kind: 'removed' },
        { text: b, kind: 'added' },
      ];
  return { parts, similarity: similarityOf(parts), isTruncated };
}

function similarityOf(parts: DiffPart[]): number {
  const words = (kinds: DiffPart['kind'][]) =>
    parts.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { text }) => sum + wordsIn(text), 0);
  const same = words(['same']) * 2;
  const all = same + words(['removed', 'added']);
  return all === 0 ? 1 : same / all;
}

function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
