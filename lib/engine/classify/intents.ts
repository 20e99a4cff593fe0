import { DIGIT, IDEOGRAPH, KIND_OF, LETTER, MARK } from '../features/characters';
import { HASH_START, mix } from '../features/hash';
import { classesOf, isEnglishWord, isForeignWord, WORD_CLASSES } from './lexicon';

const CLASS_COUNT = WORD_CLASSES.length;
const OPENING_TOKENS = 4;
const CLOSING_TOKENS = 8;
const LENGTH_BUCKETS = 14;

/** Where each block of intent features begins. */
const ANYWHERE = 0;
const OPENING = ANYWHERE + CLASS_COUNT;
const CLOSING = OPENING + CLASS_COUNT;
const LENGTH = CLOSING + CLASS_COUNT;
const SHAPE = LENGTH + LENGTH_BUCKETS;
const SHAPE_COUNT = 32;
const PAIRS = SHAPE + SHAPE_COUNT;

/** How many intent features there are. */
export const INTENT_COUNT = PAIRS + CLASS_COUNT * CLASS_COUNT;

/** Indicators weigh less than a whole group of n-grams, which has length 1. */
const INDICATOR = 0.4;
const PAIR = 0.3;

/** Called with each intent feature that a text has. */
export type Emit = (index: number, value: number) => void;

interface Scan {
  anywhere: number;
  opening: number;
  closing: number;
  tokens: number;
  english: number;
  foreign: number;
  letters: number;
  foreignLetters: number;
  ideographs: number;
  digits: number;
  marks: number;
  codeMarks: number;
  mathsMarks: number;
  lines: number;
}

/**
 * Reads from an ask what is wanted of the model: which classes of words it names, and which at the start and the end;
 * what stands first together with what is named at all ("write … haiku" against "write … query"); its length, and its
 * shape: symbols of code and mathematics, question marks, lines, foreign letters and words. One pass, no regular
 * expressions, so that it costs a few microseconds.
 *
 * @param ask the part that was read, in lower case
 * @param length characters of the whole turn
 */
export function readIntents(ask: string, length: number, emit: Emit): void {
  const scan = scanText(ask);
  emitMask(scan.anywhere, ANYWHERE, emit);
  emitMask(scan.opening, OPENING, emit);
  emitMask(scan.closing, CLOSING, emit);
  emit(LENGTH + Math.min(LENGTH_BUCKETS - 1, Math.floor(Math.log2(length + 1))), INDICATOR);
  emitShape(ask, scan, emit);
  for (let first = 0; first < CLASS_COUNT; first++) {
    if (scan.opening & (1 << first)) emitMask(scan.anywhere & ~(1 << first), PAIRS + first * CLASS_COUNT, emit, PAIR);
  }
}

function emitMask(mask: number, at: number, emit: Emit, value = INDICATOR): void {
  for (let rest = mask; rest !== 0; rest &= rest - 1) emit(at + 31 - Math.clz32(rest & -rest), value);
}

function emitShape(ask: string, scan: Scan, emit: Emit): void {
  const { letters, tokens } = scan;
  const size = Math.max(1, ask.length);
  let at = SHAPE;
  const share = (value: number) => {
    if (value > 0) emit(at, Math.min(1, value));
    at++;
  };
  const fact = (value: boolean) => share(value ? INDICATOR : 0);
  share(scan.foreignLetters / Math.max(1, letters));
  fact(scan.foreignLetters > 0.3 * letters);
  share((4 * scan.foreign) / Math.max(1, tokens));
  fact(scan.foreign > scan.english && scan.foreign > 0);
  fact(tokens > 3 && scan.english === 0 && scan.anywhere === 0);
  share(scan.english / Math.max(1, tokens));
  share((5 * scan.ideographs) / size);
  share((6 * scan.digits) / size);
  fact(scan.digits === 0);
  share((4 * scan.codeMarks) / size);
  fact(scan.codeMarks > 4);
  fact(ask.includes('```'));
  fact(ask.includes('\n  ') || ask.includes('\n\t'));
  share((20 * scan.mathsMarks) / size);
  fact(scan.mathsMarks > 1);
  fact(ask.includes('?'));
  fact(ask.endsWith('?'));
  fact(scan.lines === 0);
  fact(scan.lines > 3);
  fact(ask.includes('\n\n'));
  fact(ask.includes(': ') && ask.indexOf(': ') < 80);
  fact(ask.includes('"') || ask.includes('“'));
  fact(tokens < 3);
  fact(tokens < 7);
  fact(tokens > 60);
  fact(ask.includes('\na') && ask.includes('\nb') && ask.includes('\nc'));
  fact(ask.includes('i ') || ask.includes(' my '));
  fact(ask.includes('_'));
}

function scanText(text: string): Scan {
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
    marks: 0,
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
  let classes = classesOf(hash);
  if (classes === 0 && text.charCodeAt(at - 1) === 0x73) classes = classesOf(stem);
  scan.anywhere |= classes;
  if (scan.tokens < OPENING_TOKENS) scan.opening |= classes;
  recent[scan.tokens % CLOSING_TOKENS] = classes;
  scan.tokens++;
  if (isEnglishWord(hash)) scan.english++;
  else if (isForeignWord(hash)) scan.foreign++;
  return at;
}

function countMark(unit: number, scan: Scan): void {
  scan.marks++;
  switch (unit) {
    case 0x7b: // {
    case 0x7d:
    case 0x3b: // ;
    case 0x28: // (
    case 0x29:
    case 0x5b: // [
    case 0x5d:
    case 0x3d: // =
    case 0x3c: // <
    case 0x3e:
    case 0x23: // #
    case 0x60: // `
      scan.codeMarks++;
      break;
    case 0x24: // $
    case 0x5c: // \
    case 0x5e: // ^
    case 0x2b: // +
      scan.mathsMarks++;
      break;
    default:
      if (unit >= 0x2190) scan.mathsMarks++;
  }
}

/** Half of an emoji, mostly: it belongs to no language. */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
