import { describe, expect, it } from 'vitest';
import { computePercentile } from './histogram';
import { BUCKETS_A_DOUBLING } from './sql';

const buildHistogram = (times: number[]) => {
  const counts = new Map<number, number>();
  for (const ms of times) {
    const bucket = Math.floor(Math.log2(ms) * BUCKETS_A_DOUBLING);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return [...counts].map(([bucket, requests]) => ({ bucket, requests })).sort((a, b) => a.bucket - b.bucket);
};

describe('a percentile from a histogram', () => {
  it.each([0.5, 0.9, 0.95, 0.99])('is within 5 %% of the true one for many times (share %d)', (share) => {
    const times = Array.from({ length: 2_000 }, (_, i) => 100 * 1.002 ** i);
    const truth = times[Math.ceil(times.length * share) - 1] as number;
    expect(Math.abs(computePercentile(buildHistogram(times), share) / truth - 1)).toBeLessThan(0.05);
  });

  it('stays within the bucket of a single time', () => {
    for (const share of [0.01, 0.5, 0.99]) {
      const ms = computePercentile(buildHistogram([640]), share);
      expect(ms).toBeGreaterThan(640 / 1.27);
      expect(ms).toBeLessThan(640 * 1.27);
    }
  });
});
