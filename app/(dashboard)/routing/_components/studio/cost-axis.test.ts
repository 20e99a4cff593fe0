import { describe, expect, it } from 'vitest';
import { costTicks, freeModelPosition, labelled, qualityRange, qualityTicks } from './cost-axis';

describe('cost axis', () => {
  it('has ticks at 1 and 3 of each power of ten', () => {
    expect(costTicks(0.02, 4)).toEqual([0.03, 0.1, 0.3, 1, 3]);
  });

  it('drops the threes when there are too many ticks', () => {
    expect(costTicks(0.001, 100)).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
  });

  it('places free models below the cheapest paid one', () => {
    expect(freeModelPosition([0, 0.3, 2])).toBeCloseTo(0.1);
    expect(freeModelPosition([0, 0])).toBe(1);
  });

  it('has quality ticks at round shares', () => {
    expect(qualityTicks(0.55, 0.9)).toEqual([0.6, 0.7, 0.8, 0.9]);
    expect(qualityTicks(0.7, 0.85)).toEqual([0.7, 0.75, 0.8, 0.85]);
  });

  it('leaves room below the lowest point for its label', () => {
    expect(qualityRange([0.56, 0.88])).toEqual([0.5, 0.9]);
    expect(qualityRange([0.01, 0.999])).toEqual([0, 1]);
  });

  it('does not label a point when the label would cover another point', () => {
    const [a, b, c] = [
      { x: 0, y: 0 },
      { x: 0.05, y: 0.01 },
      { x: 0.5, y: 0 },
    ];
    expect(labelled([a, b, c] as { x: number; y: number }[], 0.1, 0.05)).toEqual(new Set([b, c]));
  });
});
