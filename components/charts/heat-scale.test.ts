import { describe, expect, it } from 'vitest';
import type { Accuracy, AccuracyRow } from '@/app/(dashboard)/routing/_components/accuracy/accuracy';
import type { Category } from '@/lib/engine/types';
import { CATEGORY_OPTIONS } from '../models/categories';
import { buildHeatScale, heatStep } from './heat-scale';

function row(mean: number, isPrior: boolean): AccuracyRow {
  const accuracy: Accuracy = { mean, low: mean, high: mean, n: isPrior ? 1 : 20, isPrior };
  const byCategory = Object.fromEntries(CATEGORY_OPTIONS.map(({ value }) => [value, accuracy])) as Record<
    Category,
    Accuracy
  >;
  return { id: 'groq', provider: 'groq', name: 'groq', byCategory };
}

describe('heat map scale', () => {
  it('covers measured values, not priors', () => {
    expect(buildHeatScale([row(0.6, false), row(0.9, false), row(0.2, true)])).toEqual({ low: 0.6, high: 0.9 });
    expect(buildHeatScale([row(0.2, true)])).toBeNull();
  });

  it('maps the lowest to the first step and the highest to the last, with equal steps between', () => {
    const scale = { low: 0, high: 0.7 };
    expect([0, 0.05, 0.15, 0.35, 0.65, 0.7].map((mean) => heatStep(scale, mean))).toEqual([1, 1, 2, 4, 7, 7]);
  });

  it('uses the middle step when all values are equal', () => {
    expect(heatStep({ low: 0.8, high: 0.8 }, 0.8)).toBe(4);
  });
});
