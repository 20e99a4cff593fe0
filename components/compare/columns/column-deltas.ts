import { formatPercent } from '@/lib/format';
import type { Figures } from '@/lib/services/compare/comparison-view';

/** One figure of a column compared with the reference column. */
export interface Delta {
  /** The formatted difference; null for the reference itself and when unknown. */
  text: string | null;
  isReference: boolean;
  isBetter: boolean;
  isWorse: boolean;
  /** Best of all columns. */
  isBest: boolean;
}

export interface ColumnDeltas {
  ttft: Delta;
  total: Delta;
  cost: Delta;
}

/** The reference column: the most expensive one that has ended. Null while fewer than two have ended. */
export function referencePlace(figures: (Figures | null)[]): number | null {
  const ended = figures.flatMap((one, place) => (one ? [{ place, cost: one.costNanoUsd ?? -1 }] : []));
  if (ended.length < 2) return null;
  return ended.reduce((highest, one) => (one.cost > highest.cost ? one : highest)).place;
}

/** Each column's figures compared with the reference; null when there is nothing to compare yet. */
export function computeDeltas(figures: (Figures | null)[]): (ColumnDeltas | null)[] {
  const reference = referencePlace(figures);
  const against = reference === null ? null : figures[reference];
  if (reference === null || !against) return figures.map(() => null);
  const compare = (read: (of: Figures) => number | null, words: Words) => {
    const values = figures.map((one) => one && read(one));
    return figures.map((_, place) => computeDelta(values, place, reference, words));
  };
  const ttft = compare(({ ttftMs }) => ttftMs, inSeconds);
  const total = compare(({ totalMs }) => totalMs, inSeconds);
  const cost = compare(({ costNanoUsd }) => costNanoUsd, inPercent);
  return figures.map(
    (one, place) => one && { ttft: ttft[place] as Delta, total: total[place] as Delta, cost: cost[place] as Delta },
  );
}

type Words = (value: number, reference: number) => string | null;

function computeDelta(values: (number | null)[], place: number, reference: number, words: Words): Delta {
  const value = values[place] ?? null;
  const other = values[reference] ?? null;
  const known = values.filter((one) => one !== null);
  const isReference = place === reference;
  const comparable = !isReference && value !== null && other !== null;
  return {
    text: comparable ? words(value, other) : null,
    isReference,
    isBetter: comparable && value < other,
    isWorse: comparable && value > other,
    isBest: value !== null && known.length > 1 && known.filter((one) => one <= value).length === 1,
  };
}

const inSeconds: Words = (value, reference) => `${(Math.abs(value - reference) / 1000).toFixed(2)} s`;

/** A cost above zero is never shown as 100 % less. */
const inPercent: Words = (value, reference) => {
  if (reference === 0) return null;
  const share = Math.abs(value - reference) / reference;
  return value > 0 && share < 1 && share >= 0.995 ? `>${formatPercent(0.99)}` : formatPercent(share);
};
