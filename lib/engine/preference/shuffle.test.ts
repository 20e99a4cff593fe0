import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random';
import { shuffledOrder } from './shuffle';

describe('the order of columns', () => {
  it('holds every column once', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 50; i++) expect(shuffledOrder(4, random).sort()).toEqual([0, 1, 2, 3]);
  });

  it('puts each column at each place about as often', () => {
    const random = seededRandom(2);
    const counts = Array.from({ length: 9 }, () => 0);
    for (let i = 0; i < 3_000; i++)
      for (const [place, column] of shuffledOrder(3, random).entries())
        counts[place * 3 + column] = (counts[place * 3 + column] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });
});
