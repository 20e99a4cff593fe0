import { describe, expect, it } from 'vitest';
import { COMPARED_CHARACTERS, diffWords } from './diff-words';

describe('the word diff', () => {
  it('gives both texts back from its parts', () => {
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

  it('says how much is alike, from nothing to everything', () => {
    expect(diffWords('one two three', 'one two three').similarity).toBe(1);
    expect(diffWords('one two', 'three four').similarity).toBe(0);
    expect(diffWords('', '').similarity).toBe(1);
  });

  it('compares only the beginnings of long texts, and says so', () => {
    const long = 'word '.repeat(COMPARED_CHARACTERS);
    const { parts, isTruncated } = diffWords(long, `${long}more`);
    expect(isTruncated).toBe(true);
    expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(2 * COMPARED_CHARACTERS);
  });

  it('ends in time on long texts that have nothing in common', () => {
    const noise = (seed: number) =>
      Array.from({ length: 6_000 }, (_, i) => ((i * 7_919 + seed) % 104_729).toString(36)).join(' ');
    expect(diffWords(noise(1), noise(50_000)).parts.length).toBeGreaterThan(0);
  });
});
