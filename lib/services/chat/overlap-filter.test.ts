import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../engine/random';
import { findOverlap, OverlapFilter, withoutOverlap } from './overlap-filter';

const BEFORE = 'Rename requests to requests_new in one transaction. Risk: it waits for every open reader, so';

describe('a continuation', () => {
  it.each([
    ['goes on with a space between two words', 'set a lock timeout.', ' set a lock timeout.'],
    ['keeps the space it brings itself', ' set a lock timeout.', ' set a lock timeout.'],
    ['loses the last line that it repeats', 'it waits for every open reader, so set a timeout.', ' set a timeout.'],
    ['loses it after an ellipsis too', '… every open reader, so set a timeout.', ' set a timeout.'],
    ['loses the whole text when it begins again', `${BEFORE} set a timeout.`, ' set a timeout.'],
    ['keeps what is alike by chance', 'some of them time out.', ' some of them time out.'],
    ['keeps punctuation next to the word', ', then.', ', then.'],
  ])('%s', (_name, continuation, shown) => {
    expect(withoutOverlap(BEFORE, continuation)).toBe(shown);
  });

  it('is empty when it only repeats', () => {
    expect(withoutOverlap(BEFORE, BEFORE)).toBe('');
  });

  it('repeats a very short text as a whole, and no single letter', () => {
    expect(withoutOverlap('1. Stop', '1. Stop the writers.')).toBe(' the writers.');
    expect(findOverlap('the', 'east')).toBe(0);
    expect(findOverlap('A', 'A lot')).toBe(0);
  });

  it('brings no second space', () => {
    expect(withoutOverlap('so ', ' set')).toBe('set');
  });
});

describe('for any text, cut anywhere and repeated by any length', () => {
  const ALPHABET = 'abc de\n.,ü`*';
  const random = seededRandom(11);
  const randomText = (length: number) =>
    Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
  const cases = Array.from({ length: 400 }, () => {
    const whole = randomText(60 + Math.floor(random() * 200));
    const cut = 40 + Math.floor(random() * (whole.length - 40));
    const repeated = 20 + Math.floor(random() * 20);
    return { before: whole.slice(0, cut), rest: whole.slice(cut), repeated };
  });

  it('finds a repetition at least as long as it is', () => {
    for (const { before, rest, repeated } of cases)
      expect(findOverlap(before, before.slice(-repeated) + rest)).toBeGreaterThanOrEqual(repeated);
  });

  it('shows the same whether it comes in one piece or in many', () => {
    for (const { before, rest, repeated } of cases) {
      const continuation = before.slice(-repeated) + rest;
      const filter = new OverlapFilter(before);
      let shown = '';
      for (let at = 0; at < continuation.length; ) {
        const length = 1 + Math.floor(random() * 7);
        shown += filter.take(continuation.slice(at, at + length));
        at += length;
      }
      expect(shown + filter.end()).toBe(withoutOverlap(before, continuation));
    }
  });

  it('never loses a continuation that repeats nothing', () => {
    for (const { before, rest } of cases) {
      const fresh = `§${rest}`;
      expect(withoutOverlap(before, fresh)).toBe(fresh);
    }
  });
});
