import { describe, expect, it } from 'vitest';
import { canSum, isByCall } from '../../db/stats/dimensions';
import { buildSeries, pickLargest } from './cost-report';

const DAYS = ['2026-11-01', '2026-11-02'];

describe('the largest and the others', () => {
  it('are at most so many, largest first, without those that cost nothing', () => {
    const sums = [3, 0, 9, 1, 4].map((costNanoUsd, i) => ({ name: `m${i}`, costNanoUsd }));
    expect(pickLargest(sums, 3).map(({ name }) => name)).toEqual(['m2', 'm4', 'm0']);
    expect(pickLargest(sums, 8)).toHaveLength(4);
  });

  it('add up to the whole, bucket by bucket', () => {
    const all = [
      { at: DAYS[0] as string, name: null, costNanoUsd: 10 },
      { at: DAYS[1] as string, name: null, costNanoUsd: 7 },
    ];
    const top = [
      { at: DAYS[0] as string, name: 'a', costNanoUsd: 6 },
      { at: DAYS[1] as string, name: 'b', costNanoUsd: 7 },
    ];
    expect(buildSeries({ labels: DAYS, largest: ['a', 'b'], top, all })).toEqual([
      { name: 'a', points: [6, 0], costNanoUsd: 6 },
      { name: 'b', points: [0, 7], costNanoUsd: 7 },
      { name: null, points: [4, 0], costNanoUsd: 4 },
    ]);
  });

  it('have no others when everybody is named', () => {
    const top = [{ at: DAYS[0] as string, name: null, costNanoUsd: 6 }];
    expect(buildSeries({ labels: DAYS, largest: [''], top, all: [] })).toEqual([
      { name: '', points: [6, 0], costNanoUsd: 6 },
    ]);
  });
});

describe('what sums hold together', () => {
  it.each([
    [{}, 'provider', true],
    [{ provider: 'a' }, 'model', true],
    [{ status: 'failed' }, 'model', true],
    [{ status: 'failed' }, 'key', true],
    [{ category: 'code', status: 'failed' }, 'category', true],
    [{ category: 'code' }, 'provider', false],
    [{ key: 'k' }, 'category', false],
    [{ key: 'k', model: 'm' }, undefined, false],
  ] as const)('%o by %s: %s', (filter, by, isExact) => {
    expect(canSum(filter, by)).toBe(isExact);
  });

  it('counts by call only where nothing but who was paid is asked for', () => {
    expect(isByCall({}, 'model')).toBe(true);
    expect(isByCall({ provider: 'a' })).toBe(true);
    expect(isByCall({})).toBe(false);
    expect(isByCall({ status: 'failed' }, 'model')).toBe(false);
  });
});
