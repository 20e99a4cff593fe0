import type { Category } from '@/lib/engine/types';
import type { AccuracyRow } from './accuracy';

export interface Axis {
  /** Ends and ticks as shares, 0..1; the ends are ticks. */
  low: number;
  high: number;
  ticks: number[];
}

const STEPS = [0.05, 0.1, 0.2, 0.25, 0.5];
const MOST_STEPS = 4;

/** One axis for all rows and categories, so that it stays the same when the category changes. */
export function buildAxis(rows: AccuracyRow[]): Axis {
  const estimates = rows.flatMap(({ byCategory }) => Object.values(byCategory));
  if (estimates.length === 0) return axisBetween(0, 1);
  return axisBetween(Math.min(...estimates.map(({ low }) => low)), Math.max(...estimates.map(({ high }) => high)));
}

/** The finest round ticks that cover `low` … `high` (shares, 0..1) in at most four steps. */
export function axisBetween(low: number, high: number): Axis {
  for (const step of STEPS) {
    const first = Math.min(Math.round(1 / step) - 1, Math.max(0, Math.floor(low / step + 1e-9)));
    const last = Math.min(Math.round(1 / step), Math.max(first + 1, Math.ceil(high / step - 1e-9)));
    if (last - first > MOST_STEPS) continue;
    const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(2)));
    return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
  }
  return { low: 0, high: 1, ticks: [0, 0.5, 1] };
}

/** The position of a share in percent of the axis length, clamped to its ends. */
export function percentOn({ low, high }: Axis, share: number): number {
  const place = (Math.min(high, Math.max(low, share)) - low) / (high - low);
  return Number((place * 100).toFixed(2));
}

/** Mean of the measured rows, weighted by ratings; null without any. */
export function measuredMean(rows: AccuracyRow[], category: Category): number | null {
  const measured = rows.map(({ byCategory }) => byCategory[category]).filter(({ isPrior }) => !isPrior);
  const ratings = measured.reduce((sum, { n }) => sum + n, 0);
  return ratings === 0 ? null : measured.reduce((sum, { mean, n }) => sum + mean * n, 0) / ratings;
}
