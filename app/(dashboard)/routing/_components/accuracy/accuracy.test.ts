import { describe, expect, it } from 'vitest';
import { CATEGORY_OPTIONS } from '@/components/models/categories';
import type { Category } from '@/lib/engine/types';
import type { Accuracy, AccuracyRow } from './accuracy';
import { axisBetween, buildAxis, measuredMean, percentOn } from './accuracy-axis';
import { describeAccuracy } from './accuracy-labels';
import { byAccuracy, mostRated } from './accuracy-order';

const estimate = (mean: number, n: number): Accuracy => ({
  mean,
  low: mean - 0.1,
  high: mean + 0.05,
  n,
  isPrior: n < 5,
});

function row(name: string, code: Accuracy, other: Accuracy = code): AccuracyRow {
  const byCategory = Object.fromEntries(
    CATEGORY_OPTIONS.map(({ value }) => [value, value === 'code' ? code : other]),
  ) as Record<Category, Accuracy>;
  return { id: name, provider: name, name, byCategory };
}

describe('accuracy axis', () => {
  it.each([
    [0.44, 0.91, [0.4, 0.6, 0.8, 1]],
    [0.71, 0.88, [0.7, 0.75, 0.8, 0.85, 0.9]],
    [0.02, 0.99, [0, 0.25, 0.5, 0.75, 1]],
    [0.6, 0.8, [0.6, 0.65, 0.7, 0.75, 0.8]],
    [0.5, 0.5, [0.5, 0.55]],
    [1, 1, [0.95, 1]],
  ])('covers %s to %s with a few round ticks', (low, high, ticks) => {
    expect(axisBetween(low, high).ticks).toEqual(ticks);
  });

  it('stays the same when the category changes', () => {
    const { low, high } = buildAxis([row('groq', estimate(0.8, 20), estimate(0.35, 20))]);
    expect([low, high]).toEqual([0.2, 1]);
  });

  it('clamps values to its ends', () => {
    const axis = axisBetween(0.4, 1);
    expect([0.2, 0.4, 0.7, 1.2].map((share) => percentOn(axis, share))).toEqual([0, 0, 50, 100]);
  });
});

describe('overall mean', () => {
  it('is weighted by ratings and excludes priors', () => {
    const rows = [row('a', estimate(0.9, 30)), row('b', estimate(0.6, 10)), row('c', estimate(0.1, 4))];
    expect(measuredMean(rows, 'code')).toBeCloseTo(0.825);
  });

  it('is null without measured rows', () => {
    expect(measuredMean([row('a', estimate(0.9, 0))], 'code')).toBeNull();
  });
});

describe('row order', () => {
  const rows = [row('prior', estimate(0.95, 2)), row('low', estimate(0.6, 50)), row('high', estimate(0.8, 6))];

  it('puts priors after measured rows', () => {
    expect(byAccuracy(rows, 'code').map(({ name }) => name)).toEqual(['high', 'low', 'prior']);
  });

  it('keeps the rows with the most ratings', () => {
    expect(mostRated(rows, 'code', 2).map(({ name }) => name)).toEqual(['low', 'high']);
  });
});

it('labels priors', () => {
  expect(describeAccuracy(estimate(0.8, 36))).toBe('80\u202f%, 90\u202f% interval 70 – 85\u202f%, n = 36');
  expect(describeAccuracy(estimate(0.8, 3))).toContain('prior, n = 3');
});
