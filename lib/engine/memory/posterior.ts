import type { Evidence } from './evidence';

export interface Posterior {
  /** The expected deviation from the prior for a prompt, and its standard deviation. */
  predict(x: number[]): { mean: number; sd: number };
}

export interface PosteriorOptions {
  /** Variance of each coefficient before any outcome, in the order of x. */
  priorVariances: number[];
  /** Variance of one outcome around its expectation. */
  noiseVariance: number;
}

/**
 * Bayesian linear regression with known noise: coefficients ~ N(0, priorVariances), outcome = prior + x·β + noise.
 * The posterior is N(Λ⁻¹·m/σ², Λ⁻¹) with Λ = diag(1/priorVariances) + Σ w·x·xᵀ/σ² and m = Σ w·x·residual
 * (Bishop, Pattern Recognition and Machine Learning, eq. 3.50–3.54; the same ridge regression as in LinUCB,
 * arXiv:1003.0146). Factors once, in O(d³); each prediction takes O(d²).
 */
export function posteriorOf(
  { dimension, precision, moment }: Evidence,
  { priorVariances, noiseVariance }: PosteriorOptions,
): Posterior {
  const lambda = precision.map((sum, i) => {
    const row = Math.floor(i / dimension);
    return sum / noiseVariance + (row === i % dimension ? 1 / (priorVariances[row] as number) : 0);
  });
  const covariance = inverse(lambda, dimension);
  const mean = multiply(covariance, moment, dimension).map((value) => value / noiseVariance);
  return {
    predict(x) {
      const variance = dot(x, multiply(covariance, x, dimension));
      return { mean: dot(x, mean), sd: Math.sqrt(Math.max(0, variance)) };
    },
  };
}

/** Inverse of a symmetric positive definite matrix, by Gauss–Jordan elimination: no pivoting is needed for one. */
function inverse(matrix: number[], size: number): number[] {
  const left = [...matrix];
  const right = matrix.map((_, i) => (Math.floor(i / size) === i % size ? 1 : 0));
  for (let pivot = 0; pivot < size; pivot++) {
    const scale = left[pivot * size + pivot] as number;
    scaleRow(left, pivot, size, 1 / scale);
    scaleRow(right, pivot, size, 1 / scale);
    for (let row = 0; row < size; row++) {
      const factor = left[row * size + pivot] as number;
      if (row === pivot || factor === 0) continue;
      subtractRow(left, row, pivot, size, factor);
      subtractRow(right, row, pivot, size, factor);
    }
  }
  return right;
}

function scaleRow(matrix: number[], row: number, size: number, factor: number): void {
  for (let i = row * size; i < (row + 1) * size; i++) matrix[i] = (matrix[i] as number) * factor;
}

function subtractRow(matrix: number[], row: number, pivot: number, size: number, factor: number): void {
  for (let i = 0; i < size; i++) {
    const from = row * size + i;
    matrix[from] = (matrix[from] as number) - factor * (matrix[pivot * size + i] as number);
  }
}

function multiply(matrix: number[], vector: number[], size: number): number[] {
  return Array.from({ length: size }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (matrix[row * size + i] as number) * (vector[i] as number);
    return sum;
  });
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}
