import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classificationFromCaller } from '../classify/caller-category';
import { buildRegressors, CONTEXT_DIMENSION } from './context';
import { addOutcome, combine, discount, type Evidence, emptyEvidence } from './outcome-sums';
import { posterior } from './posterior';
import { WEIGHT_PRIOR } from './uncertainty';

const D = 4;
const PRIOR = { variances: [0.04, 0.02, 0.02, 0.01], noise: 0.2 };

const number = fc.integer({ min: -20, max: 20 }).map((tenths) => tenths / 10);
const outcome = fc.record({
  x: fc.array(number, { minLength: D, maxLength: D }),
  residual: fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10),
  weight: fc.integer({ min: 1, max: 10 }).map((tenths) => tenths / 10),
});
const outcomes = fc.array(outcome, { maxLength: 20 });

type Outcome = { x: number[]; residual: number; weight: number };

function sumEvidence(list: Outcome[]): Evidence {
  return list.reduce((sum, { x, residual, weight }) => addOutcome(sum, x, residual, weight), emptyEvidence(D));
}

function expectSame(a: Evidence, b: Evidence, x: number[]) {
  const one = posterior(a, PRIOR).predict(x);
  const other = posterior(b, PRIOR).predict(x);
  expect(one.mean).toBeCloseTo(other.mean, 8);
  expect(one.sd).toBeCloseTo(other.sd, 8);
}

describe('evidence', () => {
  it('predicts as before once an outcome is taken out again', () => {
    fc.assert(
      fc.property(outcomes, outcome, fc.array(number, { minLength: D, maxLength: D }), (list, extra, x) => {
        const before = sumEvidence(list);
        const after = addOutcome(before, extra.x, extra.residual, extra.weight);
        expectSame(addOutcome(after, extra.x, extra.residual, -extra.weight), before, x);
      }),
    );
  });

  it('does not depend on the order of outcomes', () => {
    fc.assert(
      fc.property(outcomes, fc.array(number, { minLength: D, maxLength: D }), (list, x) => {
        expectSame(sumEvidence(list), sumEvidence([...list].reverse()), x);
      }),
    );
  });

  it('narrows the interval with every outcome, for every context', () => {
    fc.assert(
      fc.property(outcomes, outcome, fc.array(number, { minLength: D, maxLength: D }), (list, extra, x) => {
        const before = posterior(sumEvidence(list), PRIOR).predict(x);
        const after = posterior(sumEvidence([...list, extra]), PRIOR).predict(x);
        expect(after.sd).toBeLessThanOrEqual(before.sd + 1e-9);
      }),
    );
  });

  it('sums scopes: a team’s and its workspace’s evidence are as if all had been rated in one place', () => {
    fc.assert(
      fc.property(outcomes, outcomes, fc.array(number, { minLength: D, maxLength: D }), (team, workspace, x) => {
        const parts = [team, workspace].map((list) => ({ evidence: sumEvidence(list), weight: 1 }));
        expectSame(combine(parts, D), sumEvidence([...team, ...workspace]), x);
      }),
    );
  });

  it('survives JSON', () => {
    const evidence = sumEvidence([{ x: [1, 0.5, 0, -1], residual: 0.3, weight: 1 }]);
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });

  it('counts tempered evidence for less', () => {
    const evidence = sumEvidence(Array.from({ length: 10 }, () => ({ x: [1, 0, 0, 0], residual: 0.5, weight: 1 })));
    const full = posterior(evidence, PRIOR).predict([1, 0, 0, 0]);
    const less = posterior(discount(evidence, 0.3), PRIOR).predict([1, 0, 0, 0]);
    expect(less.mean).toBeLessThan(full.mean);
    expect(less.mean).toBeGreaterThan(0);
    expect(less.sd).toBeGreaterThan(full.sd);
  });

  it('refuses a context of another length', () => {
    expect(() => addOutcome(emptyEvidence(3), [1, 2], 0.1)).toThrow(RangeError);
  });
});

describe('posterior', () => {
  it('says the prior while there is no evidence', () => {
    const { mean, sd } = posterior(emptyEvidence(D), PRIOR).predict([1, 0, 0, 2]);
    expect(mean).toBe(0);
    expect(sd).toBeCloseTo(Math.sqrt(0.04 + 4 * 0.01));
  });

  it('gives the textbook answer for one number: prior and outcomes weighed by their precisions', () => {
    const evidence = [0.4, 0.6].reduce((sum, residual) => addOutcome(sum, [1], residual), emptyEvidence(1));
    const { mean, sd } = posterior(evidence, { variances: [0.1], noise: 0.2 }).predict([1]);
    // precision 1/0.1 + 2/0.2 = 20; mean = (0.4 + 0.6)/0.2 / 20
    expect(mean).toBeCloseTo(0.25);
    expect(sd).toBeCloseTo(Math.sqrt(1 / 20));
  });
});

describe('ten thumbs down in one category', () => {
  const prior = WEIGHT_PRIOR;
  const code = buildRegressors({ ...classificationFromCaller('code'), difficulty: null });
  const creative = buildRegressors({ ...classificationFromCaller('creative'), difficulty: null });
  const rated = Array.from({ length: 10 }).reduce<Evidence>(
    (sum) => addOutcome(sum, code, -0.7),
    emptyEvidence(CONTEXT_DIMENSION),
  );

  it('move that category a lot and the others a little', () => {
    const { predict } = posterior(rated, prior);
    expect(predict(code).mean).toBeLessThan(-0.25);
    expect(predict(creative).mean).toBeLessThan(0);
    expect(predict(creative).mean).toBeGreaterThan(predict(code).mean / 2);
  });
});
