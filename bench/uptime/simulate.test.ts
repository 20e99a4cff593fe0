import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/engine/random';
import { cutIntoBlocks, STRATA, type Stratum, sampleBlocks } from './blocks';
import { History } from './history';
import { MINUTE_MS } from './outage-model';
import { simulate } from './simulate';
import { oneProvider, shippedRouter } from './strategies';

/** Six hours with an incident every one or two. */
const STORMY = ['first', 'second', 'third'].map((provider) => ({ provider, gapHours: 1, medianMinutes: 20, sigma: 1 }));
const history = new History(5, STORMY, 0.25);

const oneIn = (n: number) => Object.fromEntries(STRATA.map((stratum) => [stratum, n])) as Record<Stratum, number>;
const blocks = cutIntoBlocks(history);
const everything = sampleBlocks(blocks, oneIn(1), seededRandom(1));

/** What a caller of one provider must see, by integration over the history. */
function expectedAvailability(): number {
  const minutes = Array.from({ length: history.endMs / MINUTE_MS }, (_, minute) => {
    const { errorShare, throttledShare } = history.conditionAt('first', (minute + 0.5) * MINUTE_MS);
    return (1 - throttledShare) * (1 - errorShare);
  });
  return minutes.reduce((sum, share) => sum + share, 0) / minutes.length;
}

describe('the sample of blocks', () => {
  it('covers all of the time when it takes every block', () => {
    expect(everything.blocks).toHaveLength(STRATA.reduce((sum, stratum) => sum + everything.counts[stratum], 0));
    expect(everything.blocks.at(-1)?.endMs).toBe(history.endMs);
    expect(everything.blocks[0]?.startMs).toBe(0);
  });

  it('takes each block of a stratum as often as any other', () => {
    const random = seededRandom(9);
    const taken = new Map<number, number>();
    for (let draw = 0; draw < 4_000; draw++) {
      for (const { startMs } of sampleBlocks(blocks, oneIn(4), random).blocks) {
        taken.set(startMs, (taken.get(startMs) ?? 0) + 1);
      }
    }
    for (const { startMs, stratum } of blocks) {
      const share = 1 / Math.min(4, everything.counts[stratum]);
      expect((taken.get(startMs) ?? 0) / 4_000).toBeCloseTo(share, 1);
    }
  });

  it('loses no stratum, however few blocks it has', () => {
    const strata = new Set(everything.blocks.map(({ stratum }) => stratum));
    const sampled = sampleBlocks(blocks, oneIn(10_000), seededRandom(2)).blocks.map(({ stratum }) => stratum);
    expect(new Set(sampled)).toEqual(strata);
  });
});

describe('a simulation', () => {
  const input = { history, seed: 1, cutShare: 0 };

  it('gives one provider the availability that the history gives it', async () => {
    const result = await simulate({ ...input, sample: everything, strategy: oneProvider, providers: ['first'] });
    expect(result.requests).toBeGreaterThan(20_000);
    expect(result.availability).toBeCloseTo(expectedAvailability(), 1.7);
    expect(result.attemptsPerRequest).toBeCloseTo(1);
  });

  it('gives the same on a sample, on average', async () => {
    const estimates: number[] = [];
    for (let seed = 1; seed <= 6; seed++) {
      const sample = sampleBlocks(blocks, oneIn(12), seededRandom(seed));
      const result = await simulate({ ...input, seed, sample, strategy: oneProvider, providers: ['first'] });
      estimates.push(result.availability);
    }
    const mean = estimates.reduce((sum, estimate) => sum + estimate, 0) / estimates.length;
    expect(Math.abs(mean - expectedAvailability())).toBeLessThan(0.02);
  });

  it('runs the engine that ships: a second provider answers what the first one does not', async () => {
    const sample = sampleBlocks(blocks, oneIn(15), seededRandom(3));
    const alone = await simulate({ ...input, sample, strategy: shippedRouter, providers: ['first'] });
    const both = await simulate({ ...input, sample, strategy: shippedRouter, providers: ['first', 'second'] });
    expect(both.availability).toBeGreaterThan(alone.availability);
    expect(both.attemptsPerRequest).toBeGreaterThan(1);
  });

  it('cannot mend what breaks after the first token', async () => {
    const sample = sampleBlocks(blocks, oneIn(15), seededRandom(3));
    const router = { ...input, sample, strategy: shippedRouter, providers: ['first', 'second', 'third'] };
    const [whole, cut] = [await simulate(router), await simulate({ ...router, cutShare: 1 })];
    expect(cut.availability).toBeLessThan(whole.availability);
  });
});
