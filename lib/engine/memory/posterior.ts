import { cholesky, dot, solveLower, solveUpper } from '../quality/linear-algebra';
import type { Evidence } from './outcome-sums';

/** The Gaussian prior: weights around 0, and outcomes scattered around their expectation. */
export interface WeightPrior {
  /** Prior variance of each weight. A small one needs more evidence to move. */
  variances: ArrayLike<number>;
  /** Variance of one outcome around its expectation; about 0.2 for thumbs of 0 or 1. */
  noise: number;
}

export interface Posterior {
  /** Correction to the prior quality for a context, and its standard deviation. */
  predict(x: ArrayLike<number>): { mean: number; sd: number };
}

/**
 * Bayesian linear regression with known noise: precision = diag(1/variances) + Σ w·x·xᵀ/noise. The factor is computed
 * once; each prediction costs dimension² multiplications, so cache the result while the evidence is unchanged.
 */
export function posterior(evidence: Evidence, { variances, noise }: WeightPrior): Posterior {
  const d = evidence.dimension;
  if (variances.length !== d) throw new RangeError(`The prior has ${variances.length} variances, evidence ${d}.`);
  if (evidence.n === 0) return priorOnly(variances);
  const precision = Float64Array.from(evidence.precision, (value) => value / noise);
  for (let i = 0; i < d; i++) {
    precision[i * d + i] = (precision[i * d + i] as number) + 1 / Math.max(1e-12, variances[i] as number);
  }
  const factor = cholesky(precision, d);
  const solve = (vector: Float64Array) => solveUpper(factor, d, solveLower(factor, d, vector));
  const weights = solve(Float64Array.from(evidence.moment, (value) => value / noise));
  const covariance = Array.from({ length: d }, (_, i) =>
    solve(Float64Array.from({ length: d }, (_, j) => (i === j ? 1 : 0))),
  );
  return {
    predict(x) {
      const context = x instanceof Float64Array ? x : Float64Array.from(x);
      let variance = 0;
      for (let i = 0; i < d; i++) {
        const value = context[i] as number;
        if (value !== 0) variance += value * dot(covariance[i] as Float64Array, 0, context, 0, d);
      }
      return { mean: dot(weights, 0, context, 0, d), sd: Math.sqrt(Math.max(0, variance)) };
    },
  };
}

function priorOnly(variances: ArrayLike<number>): Posterior {
  return {
    predict(x) {
      let variance = 0;
      for (let i = 0; i < x.length; i++) variance += (x[i] as number) ** 2 * (variances[i] as number);
      return { mean: 0, sd: Math.sqrt(variance) };
    },
  };
}
