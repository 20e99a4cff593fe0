import { HASH_START, mix } from '../features/hash';
import { AMBIGUOUS_WORDS, CLASS_WORDS, ENGLISH, FOLLOW_UP, FOREIGN } from './word-lists';

export type WordClass = keyof typeof CLASS_WORDS;

/** Names of the classes; the position is the class's bit. */
export const WORD_CLASSES = Object.keys(CLASS_WORDS) as WordClass[];

const TABLE = wordTable();
const ENGLISH_WORDS = new Set(ENGLISH.split(' ').map(hashWord));
const FOREIGN_WORDS = new Set(
  FOREIGN.split(/\s+/)
    .filter((word) => !AMBIGUOUS_WORDS.has(word))
    .map(hashWord),
);

const FOLLOW_UP_WORDS = new Set(FOLLOW_UP.split(' ').map(hashWord));

/** The lookup hash of a lower-case word. */
export function hashWord(word: string): number {
  let hash = HASH_START;
  for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i));
  return hash;
}

/** The classes of a hashed word as a bit mask, 0 for none. At most 31 classes fit. */
export function findClasses(hash: number): number {
  return TABLE.get(hash) ?? 0;
}

export const isEnglishWord = (hash: number) => ENGLISH_WORDS.has(hash);
export const isForeignWord = (hash: number) => FOREIGN_WORDS.has(hash);
export const isFollowUpWord = (hash: number) => FOLLOW_UP_WORDS.has(hash);

function wordTable(): Map<number, number> {
  const table = new Map<number, number>();
  WORD_CLASSES.forEach((name, place) => {
    for (const word of CLASS_WORDS[name].split(' ')) {
      const hash = hashWord(word);
      table.set(hash, (table.get(hash) ?? 0) | (1 << place));
    }
  });
  return table;
}
