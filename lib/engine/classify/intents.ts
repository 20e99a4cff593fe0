import { WORD_CLASSES } from './lexicon';
import { type Scan, scanText } from './scan';

const CLASS_COUNT = WORD_CLASSES.length;
const LENGTH_BUCKETS = 14;

/** Start index of each block of intent features. */
const ANYWHERE = 0;
const OPENING = ANYWHERE + CLASS_COUNT;
const CLOSING = OPENING + CLASS_COUNT;
const LENGTH = CLOSING + CLASS_COUNT;
const SHAPE = LENGTH + LENGTH_BUCKETS;
const SHAPE_COUNT = 32;
const PAIRS = SHAPE + SHAPE_COUNT;

/** Number of intent features. */
export const INTENT_COUNT = PAIRS + CLASS_COUNT * CLASS_COUNT;

/** Indicators weigh less than a group of n-grams, which has length 1. */
const INDICATOR = 0.4;
const PAIR = 0.3;

/** Called with each intent feature that a text has. */
export type Emit = (index: number, value: number) => void;

/**
 * Emits the intent features of a prompt: word classes anywhere, at the start and at the end; the opening class combined
 * with each other class ("write … haiku" against "write … query"); length; and shape, such as code and maths symbols,
 * question marks, lines, and foreign letters and words. One pass without regular expressions: a few microseconds.
 *
 * @param ask the relevant excerpt, in lower case
 * @param length characters of the full turn
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
