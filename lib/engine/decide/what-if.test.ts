import { describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import { classificationFromCaller } from '../classify/caller-category';
import type { Policy } from '../policy/policy';
import { CATEGORIES } from '../types';
import { decide, NO_SIGNALS } from './decide';
import { singleModels, sweepWeights, type WhatIfInput } from './what-if';

const price = (input: number, output: number) => [
  { from: null, input, output, source: 'test', verifiedAt: '2026-01-01' },
];
const MODELS = [
  testModel('a/cheap', { tier: 'nano', prices: price(0.05, 0.2) }),
  testModel('b/dear', { tier: 'nano', prices: price(3, 9) }),
  testModel('c/middle', { tier: 'medium', prices: price(1, 4) }),
  testModel('d/strong', { tier: 'frontier', prices: price(4, 20) }),
  testModel('e/unpriced', { tier: 'frontier', prices: [] }),
];
const POLICY: Policy = { name: 'own', version: 1, qualityWeight: 0.5, latencyWeight: 0 };
const NEEDS = { vision: false, tools: false, jsonSchema: false };

function input(policy: Partial<Policy> = {}): WhatIfInput {
  return {
    situations: CATEGORIES.map((category, i) => ({
      classification: classificationFromCaller(category),
      difficulty: null,
      inputTokens: 50 + 100 * i,
      needs: NEEDS,
    })),
    models: MODELS,
    policy: { ...POLICY, ...policy },
    signals: NO_SIGNALS,
    now: Date.parse('2026-11-22T12:00:00Z'),
  };
}

describe('what if', () => {
  it('costs more and answers better the more quality weighs', () => {
    const points = sweepWeights(input());
    expect(points).toHaveLength(101);
    for (const [i, point] of points.slice(1).entries()) {
      expect(point.quality).toBeGreaterThanOrEqual((points[i]?.quality ?? 0) - 1e-12);
      expect(point.costNanoUsd).toBeGreaterThanOrEqual((points[i]?.costNanoUsd ?? 0) - 1e-9);
    }
    expect(points[0]?.shares).toEqual([{ provider: 'a', share: 1 }]);
    expect(points[100]?.shares).toEqual([{ provider: 'd', share: 1 }]);
  });

  it('chooses as the router would', () => {
    const given = input();
    const chosen = given.situations.map(
      ({ classification, difficulty, inputTokens, needs }) =>
        decide({
          classification,
          difficulty,
          inputTokens,
          needs,
          models: MODELS.filter(({ prices }) => prices.length > 0),
          mode: 'auto',
          policy: given.policy,
          maxTokens: null,
          maxCostNanoUsd: null,
          providers: { only: [], ignore: [], order: [] },
          signals: NO_SIGNALS,
          now: given.now,
        }).candidates[0],
    );
    const mean = chosen.reduce((sum, candidate) => sum + (candidate?.quality.mean ?? 0), 0) / chosen.length;
    expect(sweepWeights(given)[50]?.quality).toBeCloseTo(mean, 12);
  });

  it('keeps to the policy’s orders at every weight', () => {
    for (const point of sweepWeights(input({ priorityOrder: ['c'] })))
      expect(point.shares).toEqual([{ provider: 'c', share: 1 }]);
  });

  it('lists single models by cost, with the frontier of those that nobody beats', () => {
    const singles = singleModels(input());
    expect(singles.map(({ model, isOnFrontier }) => [model, isOnFrontier])).toEqual([
      ['a/cheap', true],
      ['c/middle', true],
      ['b/dear', false],
      ['d/strong', true],
    ]);
    expect(singles.every(({ isPrior }) => isPrior)).toBe(true);
  });

  it('is never below a single model at the same weight', () => {
    const worth = (quality: number, cost: number, w: number) => w * quality - (1 - w) * cost;
    const given = { ...input(), situations: input().situations.slice(0, 1) };
    const reference = 50 * 2_000 + 80 * 10_000;
    const singles = singleModels(given);
    for (const { qualityWeight: w, quality, costNanoUsd } of sweepWeights(given)) {
      const router = worth(quality, costNanoUsd / reference, w);
      for (const single of singles)
        expect(router).toBeGreaterThanOrEqual(worth(single.quality, single.costNanoUsd / reference, w) - 1e-9);
    }
  });
});
