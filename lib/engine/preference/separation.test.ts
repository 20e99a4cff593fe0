import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random';
import { fitStrengths, type PairVotes, sigmoid } from './bradley-terry';
import { normalShare } from './normal';
import { computeSeparation, votesToSeparate } from './separation';

const pair = (a: string, b: string, winsA: number, winsB: number, ties = 0): PairVotes => ({
  a,
  b,
  winsA,
  winsB,
  ties,
});

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447461],
    [-1.6448536, 0.05],
    [1.959964, 0.975],
    [4, 0.9999683288],
    [-9, 0],
  ])('below %d lies a share of %d', (z, share) => expect(normalShare(z)).toBeCloseTo(share, 6));
});

describe('telling two models apart', () => {
  it('is fifty-fifty at even votes, and adds up to one both ways round', () => {
    const even = computeSeparation(fitStrengths([pair('a', 'b', 8, 8)]), 0, 1);
    expect(even?.firstIsBetter).toBeCloseTo(0.5, 6);
    expect(even?.votesNeeded).toBe(Number.POSITIVE_INFINITY);
    const fit = fitStrengths([pair('a', 'b', 8, 5), pair('b', 'c', 3, 9)]);
    const [there, back] = [computeSeparation(fit, 0, 2), computeSeparation(fit, 2, 0)];
    expect((there?.firstIsBetter ?? 0) + (back?.firstIsBetter ?? 0)).toBeCloseTo(1, 7);
    expect(there?.votesNeeded).toBe(back?.votesNeeded);
  });

  it('needs no more votes once it is sure, and fewer the more there are', () => {
    expect(computeSeparation(fitStrengths([pair('a', 'b', 40, 10)]), 0, 1)?.votesNeeded).toBe(0);
    const few = computeSeparation(fitStrengths([pair('a', 'b', 11, 9)]), 0, 1);
    const more = computeSeparation(fitStrengths([pair('a', 'b', 33, 27)]), 0, 1);
    expect(few?.votesNeeded).toBeGreaterThan(more?.votesNeeded ?? 0);
    expect(more?.votesNeeded).toBeGreaterThan(0);
  });

  it('learns of two models from what both did against a third', () => {
    const fit = fitStrengths([pair('a', 'c', 60, 20), pair('b', 'c', 20, 60)]);
    expect(computeSeparation(fit, 0, 1)?.firstIsBetter).toBeGreaterThan(0.999);
  });

  it('knows nothing where no vote links the two', () => {
    expect(computeSeparation(fitStrengths([pair('a', 'b', 5, 1), pair('c', 'd', 5, 1)]), 0, 2)).toBeNull();
  });

  it.each([0.54, 0.6, 0.7])('takes as many votes as it says when the better one wins %d', (winRate) => {
    const votes = votesToSeparate(winRate);
    const random = seededRandom(17);
    let sure = 0;
    const elections = 400;
    for (let election = 0; election < elections; election++) {
      const wins = Array.from({ length: votes }, random).filter((draw) => draw < winRate).length;
      const fit = fitStrengths([pair('a', 'b', wins, votes - wins)]);
      if ((computeSeparation(fit, 0, 1)?.firstIsBetter ?? 0) >= 0.95) sure++;
    }
    // A power of 80 %, give or take what 400 elections and whole votes leave to chance.
    expect(sure / elections).toBeGreaterThan(0.74);
    expect(sure / elections).toBeLessThan(0.86);
  });

  it('grows without end towards even chances, and is never below one vote', () => {
    const needed = [0.99, 0.8, 0.65, 0.55, 0.52, 0.501].map((rate) => votesToSeparate(rate));
    expect(needed).toEqual([...needed].sort((a, b) => a - b));
    expect(needed[0]).toBeGreaterThanOrEqual(1);
    expect(votesToSeparate(0.5)).toBe(Number.POSITIVE_INFINITY);
    expect(sigmoid(Math.log(3))).toBeCloseTo(0.75, 12);
  });
});
