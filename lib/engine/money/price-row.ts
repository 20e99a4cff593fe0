import { isRetired } from '../catalog/catalog';
import { type Difference, differencesOf } from '../catalog/differences';
import type { Model } from '../types';
import { rowInForce } from './cost';
import { type PriceLine, priceLinesOf } from './price-lines';

/** All that is known of a model's price, as plain data. */
export interface PriceRow {
  /** `provider/name`. */
  model: string;
  provider: string;
  name: string;
  /** Nobody knows what a call costs now. */
  isUnpriced: boolean;
  retired: { on: string; replacement: string; isGone: boolean } | null;
  lines: PriceLine[];
  /** What a second source says of the vendor's price; null where it is nobody's business but ours. */
  opinion: { as: 'same' } | { as: 'differs' | 'unlisted'; reason: string } | null;
}

/** A model's price with what is scheduled, and what a second source says of it. */
export function priceRowOf(model: Model, now: number): PriceRow {
  const { id, provider, name, retired } = model;
  return {
    model: id,
    provider,
    name,
    isUnpriced: rowInForce(model, now) === null,
    retired: retired ? { ...retired, isGone: isRetired(model, now) } : null,
    lines: priceLinesOf(model, now),
    opinion: model.prices.some(({ source }) => HOUSE_SOURCES.test(source)) ? null : opinionOf(differencesOf(id)),
  };
}

/** Prices of the sandbox and of local servers: nobody else lists them. */
const HOUSE_SOURCES = /^(made up|local server)/;

function opinionOf(differences: Difference[]): PriceRow['opinion'] {
  // The newest difference is the one that holds now.
  const last = differences.at(-1);
  if (!last) return { as: 'same' };
  return { as: last.fields[0]?.[0] === 'listed' ? 'unlisted' : 'differs', reason: last.reason };
}

/** Unpriced models first, then by provider as they come, retired ones last. */
export function inReadingOrder(rows: PriceRow[]): PriceRow[] {
  const place = ({ isUnpriced, retired }: PriceRow) => (retired?.isGone ? 2 : isUnpriced ? 0 : 1);
  return [...rows].sort((a, b) => place(a) - place(b));
}
