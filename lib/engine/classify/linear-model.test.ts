import { describe, expect, it } from 'vitest';
import { softmax, unpack } from './linear-model';
import { WEIGHTS } from './weights';

describe('the shipped weights', () => {
  it('unpack to a model of the version they say, within 1 MB', () => {
    const model = unpack(WEIGHTS);
    expect(model.version).toBe(WEIGHTS.version);
    expect(model.version).toMatch(/^linear-\d+$/);
    expect(model.weights.some((weight) => weight !== 0)).toBe(true);
    expect(WEIGHTS.base64.length).toBeLessThan(1_000_000);
  });

  it('are refused when they were trained for other features', () => {
    expect(() => unpack({ ...WEIGHTS, base64: WEIGHTS.base64.slice(0, -8) })).toThrow(/weights/);
  });
});

describe('softmax', () => {
  it('is less sure at a higher temperature, and safe with large scores', () => {
    const scores = Float64Array.of(1_000, 999);
    expect(softmax(scores, 1)[0]).toBeGreaterThan(softmax(scores, 3)[0] as number);
    expect(softmax(scores, 1)[0]).toBeCloseTo(0.731, 3);
  });
});
