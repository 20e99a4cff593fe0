import { cholesky, dot, solveLower, solveUpper } from '../../lib/engine/quality/linear-algebra';

/**
 * Sufficient statistics of ridge regression: Σ x·xᵀ, Σ x·yᵀ and sums. They add up and subtract exactly, so leaving out a
 * fold is a subtraction instead of another pass over the data.
 */
export class RegressionSums {
  readonly features: number;
  readonly targets: number;
  count = 0;
  readonly squares: Float64Array;
  readonly products: Float64Array;
  readonly featureSum: Float64Array;
  readonly targetSum: Float64Array;

  constructor(features: number, targets: number) {
    this.features = features;
    this.targets = targets;
    this.squares = new Float64Array(features * features);
    this.products = new Float64Array(targets * features);
    this.featureSum = new Float64Array(features);
    this.targetSum = new Float64Array(targets);
  }

  /** Adds rows; `y[i]` belongs to `x[i]`. */
  addRows(x: Float64Array[], y: ArrayLike<number>[]): void {
    for (let i = 0; i < x.length; i++) this.addTargets(x[i] as Float64Array, y[i] as ArrayLike<number>);
    for (let i = 0; i < x.length; i += 4) this.addSquares(x.slice(i, i + 4));
    this.count += x.length;
  }

  /** Subtracts other statistics. */
  minus(other: RegressionSums): RegressionSums {
    const rest = new RegressionSums(this.features, this.targets);
    rest.count = this.count - other.count;
    for (const part of ['squares', 'products', 'featureSum', 'targetSum'] as const) {
      const target = rest[part];
      for (let i = 0; i < target.length; i++) target[i] = (this[part][i] as number) - (other[part][i] as number);
    }
    return rest;
  }

  plus(other: RegressionSums): RegressionSums {
    const nothing = new RegressionSums(this.features, this.targets);
    return this.minus(nothing.minus(other));
  }

  private addTargets(x: Float64Array, y: ArrayLike<number>): void {
    const { features, products, featureSum, targetSum } = this;
    for (let i = 0; i < features; i++) featureSum[i] = (featureSum[i] as number) + (x[i] as number);
    for (let t = 0; t < this.targets; t++) {
      const value = y[t] as number;
      targetSum[t] = (targetSum[t] as number) + value;
      const start = t * features;
      for (let i = 0; i < features; i++) {
        products[start + i] = (products[start + i] as number) + value * (x[i] as number);
      }
    }
  }

  /** Processes four rows at a time, lower half only: the only performance-critical loop. */
  private addSquares(rows: Float64Array[]): void {
    const n = this.features;
    const zero = rows.length < 4 ? new Float64Array(n) : undefined;
    const [a, b = zero, c = zero, d = zero] = rows as [Float64Array, Float64Array, Float64Array, Float64Array];
    if (!b || !c || !d) return;
    const squares = this.squares;
    for (let i = 0; i < n; i++) {
      const ai = a[i] as number;
      const bi = b[i] as number;
      const ci = c[i] as number;
      const di = d[i] as number;
      const start = i * n;
      for (let j = 0; j <= i; j++) {
        squares[start + j] =
          (squares[start + j] as number) +
          ai * (a[j] as number) +
          bi * (b[j] as number) +
          ci * (c[j] as number) +
          di * (d[j] as number);
      }
    }
  }
}

/** Linear predictions for all targets. */
export interface LinearModel {
  predict(x: Float64Array): Float64Array;
  /** xᵀ·(XᵀX + λI)⁻¹·x around the mean: times the noise variance it is the variance of the predicted mean. */
  leverage(x: Float64Array): number;
}

/** Ridge regression with centred features and targets. `lambda` is the ratio of prior precision to noise precision. */
export function fitRidge(sums: RegressionSums, lambda: number): LinearModel {
  const { features: n, targets, count, squares, products, featureSum, targetSum } = sums;
  const mean = featureSum.map((sum) => sum / count);
  const centred = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      centred[i * n + j] = (squares[i * n + j] as number) - (featureSum[i] as number) * (mean[j] as number);
    }
    centred[i * n + i] = (centred[i * n + i] as number) + lambda;
  }
  const factor = cholesky(centred, n);
  const weights = Array.from({ length: targets }, (_, t) => {
    const moment = products.slice(t * n, (t + 1) * n);
    for (let i = 0; i < n; i++) moment[i] = (moment[i] as number) - (targetSum[t] as number) * (mean[i] as number);
    return solveUpper(factor, n, solveLower(factor, n, moment));
  });
  const offsets = weights.map((weight, t) => (targetSum[t] as number) / count - dot(weight, 0, mean, 0, n));
  return {
    predict: (x) => Float64Array.from(weights, (weight, t) => (offsets[t] as number) + dot(weight, 0, x, 0, n)),
    leverage: (x) => {
      const solved = solveLower(
        factor,
        n,
        x.map((value, i) => value - (mean[i] as number)),
      );
      return dot(solved, 0, solved, 0, n);
    },
  };
}
