import { describe, expect, it } from 'vitest';
import { COMPARED_CHARACTERS, diffWords } from './diff-words';

describe('the word diff', () => {
  it('can be turned back into both texts', () => {
    const first = 'Use a debounce with an AbortController.\n\nThen stop.';
    const second = 'Use a throttle with an AbortController, then stop.';
    const { parts } = diffWords(first, second);
    const without = (kind: string) =>
      parts
        .filter((part) => part.kind !== kind)
        .map(({ text }) => text)
        .join('');
    expect(without('added')).toBe(first);
    expect(without('removed')).toBe(second);
  });

  it('has a similarity from 0 to 1', () => {
    expect(diffWords('one two three', 'one two three').similarity).toBe(1);
    expect(diffWords('one two', 'three four').similarity).toBe(0);
    expect(diffWords('', '').similarity).toBe(1);
  });

  it('truncates long texts and reports it', () => {
    const long = 'word '.repeat(COMPARED_CHARACTERS);
    const { parts, isTruncated } = diffWords(long, `${long}more`);
    expect(isTruncated).toBe(true);
    expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(2 * COMPARED_CHARACTERS);
  });

  it('finishes in time on long texts with nothing in common', () => {
    const noise = (seed: number) =>
      Array.from({ length: 6_000 }, (_, i) => ((i * 7_919 + seed) % 104_729).toString(36)).join(' ');
    expect(diffWords(noise(1), noise(50_000)).parts.length).toBeGreaterThan(0);
  });
});
