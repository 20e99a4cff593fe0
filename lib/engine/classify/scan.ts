import { DIGIT, IDEOGRAPH, KIND_OF, LETTER, MARK } from '../features/characters';
import { HASH_START, mix } from '../features/hash';
import { findClasses, isEnglishWord, isForeignWord } from './lexicon';

const OPENING_TOKENS = 4;
const CLOSING_TOKENS = 8;
const CODE_MARKS = toCodeUnits('{};()[]=<>#`');
const MATHS_MARKS = toCodeUnits('$\\^+');
/** First code unit of arrows, operators and other mathematical symbols. */
const FIRST_SYMBOL = 0x2190;

/** Counts from one pass over a prompt. Word classes are bit masks. */
export interface Scan {
  anywhere: number;
  /** Among the first tokens. */
  opening: number;
  /** Among the last tokens. */
  closing: number;
  tokens: number;
  english: number;
  foreign: number;
  letters: number;
  /** Letters of non-Latin scripts. */
  foreignLetters: number;
  /** Letters of scripts without spaces. */
  ideographs: number;
  digits: number;
  codeMarks: number;
  mathsMarks: number;
  lines: number;
}

/** Scans lower-case text in one pass, without regular expressions. */
export function scanText(text: string): Scan {
  const scan: Scan = {
    anywhere: 0,
    opening: 0,
    closing: 0,
    tokens: 0,
    english: 0,
    foreign: 0,
    letters: 0,
    foreignLetters: 0,
    ideographs: 0,
    digits: 0,
    codeMarks: 0,
    mathsMarks: 0,
    lines: 0,
  };
  const recent = new Int32Array(CLOSING_TOKENS);
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const kind = KIND_OF[unit] as number;
    if (kind === LETTER) {
      at = scanWord(text, at, scan, recent);
      continue;
    }
    if (kind === MARK) countMark(unit, scan);
    else if (kind === DIGIT) scan.digits++;
    else if (unit === 10) scan.lines++;
    else if (kind === IDEOGRAPH && !isSurrogate(unit)) {
      scan.ideographs++;
      scan.letters++;
      scan.foreignLetters++;
    }
    at++;
  }
  for (const classes of recent) scan.closing |= classes;
  return scan;
}

function scanWord(text: string, start: number, scan: Scan, recent: Int32Array): number {
  let hash = HASH_START;
  let stem = HASH_START;
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = KIND_OF[unit] as number;
    if (kind !== LETTER && kind !== DIGIT) break;
    stem = hash;
    hash = mix(hash, unit);
    if (unit > 0x24f) scan.foreignLetters++;
  }
  scan.letters += at - start;
  let classes = findClasses(hash);
  if (classes === 0 && text.charCodeAt(at - 1) === 0x73) classes = findClasses(stem);
  scan.anywhere |= classes;
  if (scan.tokens < OPENING_TOKENS) scan.opening |= classes;
  recent[scan.tokens % CLOSING_TOKENS] = classes;
  scan.tokens++;
  if (isEnglishWord(hash)) scan.english++;
  else if (isForeignWord(hash)) scan.foreign++;
  return at;
}

function countMark(unit: number, scan: Scan): void {
  if (CODE_MARKS.has(unit)) scan.codeMarks++;
  else if (MATHS_MARKS.has(unit) || unit >= FIRST_SYMBOL) scan.mathsMarks++;
}

/** Mostly half of an emoji, which belongs to no language. */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function toCodeUnits(marks: string): Set<number> {
  return new Set([...marks].map((mark) => mark.charCodeAt(0)));
}
