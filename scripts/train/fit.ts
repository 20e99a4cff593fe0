import type { SparseVector } from '../../lib/engine/features/spec';
import { seededRandom } from '../../lib/engine/random';
import { shuffled } from './shuffled';

export interface FitExample {
  vector: SparseVector;
  /** Index of the correct class. */
  label: number;
  weight: number;
}

export interface FitOptions {
  dimensions: number;
  classes: number;
  epochs: number;
  learningRate: number;
  /** L2 penalty, applied to a weight when its feature occurs. */
  decay: number;
  /** Label smoothing: share of the target spread over all classes. */
  smoothing: number;
  seed: number;
}

/** Weight of feature i for class c at `i * classes + c`; the biases are at the end. */
export type Weights = Float64Array;

/** Fits a multinomial logistic regression by stochastic gradient descent with AdaGrad's step sizes (Duchi et al. 2011). */
export function fitLogistic(examples: readonly FitExample[], options: FitOptions): Weights {
  const { dimensions, classes, epochs, seed } = options;
  const weights = new Float64Array((dimensions + 1) * classes);
  const squares = new Float64Array(weights.length).fill(1e-2);
  const random = seededRandom(seed);
  const gradient = new Float64Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of shuffled(examples, random)) {
      gradientOf(example, weights, options, gradient);
      step(example.vector, weights, squares, gradient, options);
    }
  }
  return weights;
}

/** The raw score of each class. */
export function scoresOf({ indices, values }: SparseVector, weights: Weights, classes: number): Float64Array {
  const scores = weights.slice(weights.length - classes);
  for (let k = 0; k < indices.length; k++) {
    const row = (indices[k] as number) * classes;
    const value = values[k] as number;
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + value * (weights[row + c] as number);
  }
  return scores;
}

/** Softmax in place; a higher temperature makes probabilities less extreme. */
export function softmax(scores: Float64Array, temperature = 1): Float64Array {
  const largest = Math.max(...scores);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    scores[c] = Math.exp(((scores[c] as number) - largest) / temperature);
    sum += scores[c] as number;
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) / sum;
  return scores;
}

function gradientOf({ vector, label, weight }: FitExample, weights: Weights, options: FitOptions, into: Float64Array) {
  const { classes, smoothing } = options;
  const probabilities = softmax(scoresOf(vector, weights, classes));
  for (let c = 0; c < classes; c++) {
    const target = smoothing / classes + (c === label ? 1 - smoothing : 0);
    into[c] = weight * ((probabilities[c] as number) - target);
  }
}

function step(
  { indices, values }: SparseVector,
  weights: Weights,
  squares: Float64Array,
  gradient: Float64Array,
  { classes, learningRate, decay }: FitOptions,
): void {
  const bias = weights.length - classes;
  for (let k = -1; k < indices.length; k++) {
    const row = k < 0 ? bias : (indices[k] as number) * classes;
    const value = k < 0 ? 1 : (values[k] as number);
    for (let c = 0; c < classes; c++) {
      const slope = value * (gradient[c] as number) + (k < 0 ? 0 : decay * (weights[row + c] as number));
      const square = (squares[row + c] as number) + slope * slope;
      squares[row + c] = square;
      weights[row + c] = (weights[row + c] as number) - (learningRate * slope) / Math.sqrt(square);
    }
  }
}
