import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptOf } from '../../../tests/support/store-contract';
import { Catalog } from '../catalog/catalog';
import type { Candidate, Exclusion, ExclusionCode, Model } from '../types';
import { NO_USAGE } from './cost';
import { computeBaselineCost, findBaseline, savingsBandNanoUsd } from './savings';

const NOW = Date.UTC(2026, 10, 22);
const models = new Catalog().all().filter(({ provider }) => provider === 'anthropic' || provider === 'openai');
const [chosen, other] = models as [Model, Model];
const estimate = { inputTokens: 1_000, outputTokens: 200 };
const candidate = (model: string, mean: number, costNanoUsd: number | null) =>
  ({ model, quality: { mean }, costNanoUsd }) as Candidate;
const asked = { chosen: null, models, candidates: [], exclusions: [], estimate, now: NOW };

describe('what a request is compared with', () => {
  it('is the strongest candidate that has a price, unless the team chose', () => {
    const candidates = [candidate('a/weak', 0.5, 10), candidate('a/strong', 0.9, 90), candidate('a/unpriced', 1, null)];
    expect(findBaseline({ ...asked, candidates })).toEqual({ model: 'a/strong', costNanoUsd: 90, isChosen: false });
    expect(findBaseline({ ...asked, candidates, chosen: chosen.id })).toMatchObject({
      model: chosen.id,
      isChosen: true,
    });
  });

  it.each<[ExclusionCode, boolean]>([
    ['vision', false],
    ['window', false],
    ['cost-ceiling', true],
    ['budget', true],
    ['breaker', true],
  ])('is a model left out for %s: %s', (code, isCompared) => {
    const { id, provider, name } = chosen;
    const exclusions: Exclusion[] = [{ model: id, provider, name, code, reason: '' }];
    expect(findBaseline({ ...asked, exclusions, chosen: chosen.id }) !== null).toBe(isCompared);
  });

  it('is nothing when the chosen model is gone', () => {
    expect(findBaseline({ ...asked, candidates: [candidate('a/b', 1, 1)], chosen: 'gone/model' })).toBeNull();
  });
});

describe('what it would have cost there', () => {
  const answer = (model: string) => ({
    ...attemptOf('x', 1),
    model,
    startedAt: NOW,
    usage: { ...NO_USAGE, inputTokens: 1_000, outputTokens: 200 },
  });

  it('counts the prompt as it was, and calls the answer’s part expected', () => {
    const { baselineCostNanoUsd, baselineExpectedNanoUsd } = computeBaselineCost(answer(other.id), 5, chosen);
    expect(baselineCostNanoUsd).toBeGreaterThan(baselineExpectedNanoUsd);
    expect(baselineExpectedNanoUsd).toBeGreaterThan(0);
  });

  it('expects nothing where the baseline itself answered', () => {
    expect(computeBaselineCost(answer(chosen.id), 5, chosen).baselineExpectedNanoUsd).toBe(0);
  });

  it('is nothing for what cost something and brought no answer, so that failed attempts are a loss', () => {
    expect(computeBaselineCost(null, 700, chosen).baselineCostNanoUsd).toBe(0);
    expect(computeBaselineCost(null, 0, chosen).baselineCostNanoUsd).toBeNull();
    expect(computeBaselineCost(null, null, chosen).baselineCostNanoUsd).toBeNull();
  });
});

it('the band grows with what is expected and shrinks, as a share, with the number of requests', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 1e6 }), (expected, requests) => {
      const band = savingsBandNanoUsd(expected, requests);
      expect(savingsBandNanoUsd(expected, requests + 1)).toBeLessThanOrEqual(band);
      expect(savingsBandNanoUsd(expected * 2, requests)).toBeGreaterThanOrEqual(band);
    }),
  );
  expect(savingsBandNanoUsd(0, 10)).toBe(0);
  expect(savingsBandNanoUsd(10, 0)).toBe(0);
});
