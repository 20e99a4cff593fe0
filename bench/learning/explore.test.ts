import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/engine/random';
import { explore } from './explore';

const prospects = fc.array(
  fc.record({
    value: fc.integer({ min: 0, max: 100 }).map((cents) => cents / 100),
    sd: fc.integer({ min: 0, max: 30 }).map((cents) => cents / 100),
  }),
  { minLength: 1, maxLength: 8 },
);
const options = { alpha: 0.2, epsilon: 0.1, nearness: 0.05 };

describe('explore', () => {
  it('takes the best value, surely, when it must not explore', () => {
    const list = [
      { value: 0.5, sd: 1 },
      { value: 0.7, sd: 0 },
    ];
    expect(explore(list, { alpha: 0, epsilon: 0, nearness: 0 }, () => 0)).toEqual({ index: 1, propensity: 1 });
  });

  it('prefers the unsure one of two that are worth the same', () => {
    const list = [
      { value: 0.6, sd: 0 },
      { value: 0.6, sd: 0.1 },
    ];
    expect(explore(list, { ...options, epsilon: 0 }, () => 0.5).index).toBe(1);
  });

  it('never explores a candidate that is worth much less', () => {
    fc.assert(
      fc.property(prospects, fc.integer(), (list, seed) => {
        const { index } = explore(list, options, seededRandom(seed));
        const hopes = list.map(({ value, sd }) => value + options.alpha * sd);
        expect(hopes[index]).toBeGreaterThanOrEqual(Math.max(...hopes) - options.nearness);
      }),
    );
  });

  it('chooses each candidate as often as the propensity it reports', () => {
    const list = [
      { value: 0.6, sd: 0 },
      { value: 0.58, sd: 0 },
      { value: 0.57, sd: 0 },
      { value: 0.2, sd: 0 },
    ];
    const random = seededRandom(7);
    const counts = [0, 0, 0, 0];
    const reported = [0, 0, 0, 0];
    for (let i = 0; i < 20_000; i++) {
      const { index, propensity } = explore(list, options, random);
      counts[index] = (counts[index] ?? 0) + 1;
      reported[index] = propensity;
    }
    expect(reported).toEqual([0.9, 0.05, 0.05, 0]);
    counts.forEach((count, i) => {
      expect(count / 20_000).toBeCloseTo(reported[i] ?? 0, 2);
    });
  });
});
