import type { Category } from '@/lib/engine/types';
import type { AccuracyRow } from './accuracy';

/** Measured rows first, then by mean. */
export function byAccuracy(rows: AccuracyRow[], category: Category): AccuracyRow[] {
  return [...rows].sort((a, b) => {
    const [left, right] = [a.byCategory[category], b.byCategory[category]];
    return Number(left.isPrior) - Number(right.isPrior) || right.mean - left.mean || a.name.localeCompare(b.name);
  });
}

/** The `count` rows with the most ratings, then the highest mean. */
export function mostRated(rows: AccuracyRow[], category: Category, count: number): AccuracyRow[] {
  return [...rows]
    .sort((a, b) => {
      const [left, right] = [a.byCategory[category], b.byCategory[category]];
      return right.n - left.n || right.mean - left.mean || a.name.localeCompare(b.name);
    })
    .slice(0, count);
}
