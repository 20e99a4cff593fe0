import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../policy/policy';
import type { Candidate } from '../types';
import { explore } from './explore';

const POLICY: Policy = { name: 'own', version: 1, qualityWeight: 0.5, latencyWeight: 0, exploration: 0.1 };

function candidate(model: string, score: number, costNanoUsd: number, halfWidth = 0.1): Candidate {
  return {
    model,
    provider: 'p',
    name: model,
    quality: { mean: 0.7, low: 0.7 - halfWidth, high: 0.7 + halfWidth, source: 'prior', n: 0 },
    costNanoUsd,
    ttftMs: 100,
    latencySource: 'prior',
    score,
  };
}

const RANKED = [
  candidate('best', 0.3, 100),
  candidate('near', 0.28, 150),
  candidate('dear', 0.29, 900),
  candidate('far', 0.1, 50),
];

describe('exploration', () => {
  it('is off without a draw, and at a rate of zero', () => {
    expect(explore(RANKED, POLICY, undefined)).toEqual({ ranked: RANKED, propensity: 1, explored: false });
    expect(explore(RANKED, { ...POLICY, exploration: 0 }, 0).explored).toBe(false);
  });

  it('tries only what may be better and costs at most twice as much', () => {
    const { ranked, propensity, explored } = explore(RANKED, POLICY, 0.05);
    expect(explored).toBe(true);
    expect(ranked.map(({ model }) => model)).toEqual(['near', 'best', 'dear', 'far']);
    expect(propensity).toBeCloseTo(0.1);
  });

  it('keeps the best otherwise, and logs the propensity of that', () => {
    expect(explore(RANKED, POLICY, 0.1)).toEqual({ ranked: RANKED, propensity: 0.9, explored: false });
  });

  it('does nothing when nobody comes near', () => {
    const lone = [candidate('best', 0.5, 100), candidate('far', 0.1, 50)];
    expect(explore(lone, POLICY, 0)).toMatchObject({ propensity: 1, explored: false });
  });

  it('gives every choice the propensity that it is drawn with', () => {
    const ranked = [candidate('best', 0.3, 100), candidate('b', 0.29, 100), candidate('c', 0.28, 100)];
    const steps = 10_000;
    const counts = new Map<string, { times: number; propensity: number }>();
    for (let i = 0; i < steps; i++) {
      const { ranked: order, propensity } = explore(ranked, POLICY, i / steps);
      const model = (order[0] as Candidate).model;
      counts.set(model, { times: (counts.get(model)?.times ?? 0) + 1, propensity });
    }
    for (const { times, propensity } of counts.values()) expect(times / steps).toBeCloseTo(propensity, 3);
    expect([...counts.values()].reduce((sum, { propensity }) => sum + propensity, 0)).toBeCloseTo(1);
  });

  it('loses and doubles nobody', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (draw) => {
        const { ranked } = explore(RANKED, POLICY, draw);
        expect(new Set(ranked)).toEqual(new Set(RANKED));
      }),
    );
  });
});
