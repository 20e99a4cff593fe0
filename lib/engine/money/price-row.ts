import { isRetired } from '../catalog/catalog';
import { type Difference, findDifferences } from '../catalog/differences';
import type { Model } from '../types';
import { effectivePriceRow } from './cost';
import { buildPriceLines, type PriceLine } from './price-lines';

/** A model's prices as plain data for the prices page. */
export interface PriceRow {
  /** `provider/name`. */
  model: string;
  provider: string;
  name: string;
  /** No price is effective now. */
  isUnpriced: boolean;
  retired: { on: string; replacement: string; isGone: boolean } | null;
  lines: PriceLine[];
  /** Comparison with a second price source; null for models that no other source lists. */
  opinion: { kind: 'same' } | { kind: 'differs' | 'unlisted'; reason: string } | null;
}

/** Builds a model's price row with scheduled changes and the comparison with a second source. */
export function toPriceRow(model: Model, now: number): PriceRow {
  const { id, provider, name, retired } = model;
  return {
    model: id,
    provider,
    name,
    isUnpriced: effectivePriceRow(model, now) === null,
    retired: retired ? { ...retired, isGone: isRetired(model, now) } : null,
    lines: buildPriceLines(model, now),
    opinion: model.prices.some(({ source }) => INTERNAL_SOURCES.test(source))
      ? null
      : secondSourceOpinion(findDifferences(id)),
  };
}

/** Sources of sandbox and local-server prices, which no other source lists. */
const INTERNAL_SOURCES = /^(made up|local server)/;

function secondSourceOpinion(differences: Difference[]): PriceRow['opinion'] {
  // The newest difference applies now.
  const last = differences.at(-1);
  if (!last) return { kind: 'same' };
  return { kind: last.fields[0]?.[0] === 'listed' ? 'unlisted' : 'differs', reason: last.reason };
}

/** Sorts rows: unpriced models first, retired ones last, otherwise in catalogue order. */
export function sortPriceRows(rows: PriceRow[]): PriceRow[] {
  const place = ({ isUnpriced, retired }: PriceRow) => (retired?.isGone ? 2 : isUnpriced ? 0 : 1);
  return [...rows].sort((a, b) => place(a) - place(b));
}
