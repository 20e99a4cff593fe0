import { describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import { classificationFromCaller } from '../classify/caller-category';
import type { Policy } from '../policy/policy';
import { NO_SIGNALS } from './decide';
import { trafficShares } from './traffic-share';
import type { Situation } from './what-if';

const POLICY: Policy = { name: 'p', version: 1, qualityWeight: 1, latencyWeight: 0, exploration: 0.1 };
const NEEDS = { vision: false, tools: false, jsonSchema: false };
const situation = (): Situation => ({
  classification: classificationFromCaller('code'),
  difficulty: null,
  inputTokens: 100,
  needs: NEEDS,
});

/** Models whose quality is what is said of them. */
const oddsWith = (quality: Record<string, number>, explores: boolean, situations = [situation()]) =>
  trafficShares({
    situations,
    models: Object.keys(quality).map((id) => testModel(id)),
    policy: POLICY,
    signals: {
      ...NO_SIGNALS,
      qualityOf: ({ id }) => {
        const mean = quality[id] ?? 0;
        return { mean, low: mean - 0.1, high: mean + 0.1, source: 'measured', n: 20 };
      },
    },
    explores,
    now: Date.UTC(2026, 10, 20),
  });

describe('odds', () => {
  it('go to whoever the policy would choose', () => {
    expect(oddsWith({ 'a/good': 0.9, 'a/bad': 0.3 }, false)).toEqual([{ model: 'a/good', provider: 'a', share: 1 }]);
  });

  it('leave near equals their part of what is explored, and sum to one', () => {
    const odds = oddsWith({ 'a/good': 0.9, 'a/near': 0.85, 'a/also': 0.84, 'a/far': 0.2 }, true);
    expect(odds.map(({ model }) => model)).toEqual(['a/good', 'a/also', 'a/near']);
    expect(odds[0]?.share).toBeCloseTo(0.9, 9);
    expect(odds[1]?.share).toBeCloseTo(0.05, 9);
    expect(odds.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('are nobody’s when nobody can answer', () => {
    const seeing = { ...situation(), needs: { ...NEEDS, vision: true } };
    expect(oddsWith({ 'a/blind': 0.9 }, true, [seeing])).toEqual([]);
  });
});
