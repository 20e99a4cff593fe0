import { describe, expect, it } from 'vitest';
import { type FitExample, type FitOptions, fitLogistic, scoresOf, softmax } from './fit';

const OPTIONS: FitOptions = {
  dimensions: 4,
  classes: 3,
  epochs: 20,
  learningRate: 0.3,
  decay: 1e-4,
  smoothing: 0.05,
  seed: 1,
};

/** Feature i speaks for class i; feature 3 says nothing. */
const EXAMPLES: FitExample[] = [0, 1, 2].flatMap((label) =>
  [1, 0.7].map((value) => ({
    vector: { indices: Uint32Array.of(label, 3), values: Float32Array.of(value, 1) },
    label,
    weight: 1,
  })),
);

describe('fitLogistic', () => {
  it('gives the same weights for the same examples and seed', () => {
    expect(fitLogistic(EXAMPLES, OPTIONS)).toEqual(fitLogistic(EXAMPLES, OPTIONS));
  });

  it('learns which feature speaks for which class', () => {
    const weights = fitLogistic(EXAMPLES, OPTIONS);
    for (const { vector, label } of EXAMPLES) {
      const probabilities = softmax(scoresOf(vector, weights, OPTIONS.classes));
      expect(probabilities.indexOf(Math.max(...probabilities))).toBe(label);
    }
  });
});
