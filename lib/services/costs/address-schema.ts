import { z } from 'zod';
import type { CostRangeQuery } from '../../db/stats/cost-range';
import type { SumFilter } from '../../db/stats/dimensions';
import { DAY_MS } from '../../engine/time';
import { CATEGORIES } from '../../engine/types';
import { COST_DIMENSIONS, COST_FILTERS, COST_RANGES, type CostAddress, type CostFilterName, NONE } from './address';

/** A year is 53 bars of a week. */
const MOST_DAYS = 366;

const day = z.iso.date().optional().catch(undefined);
const text = z.string().trim().min(1).max(200).optional().catch(undefined);

/** What the URL may say; anything else is as if it were not there. Also of the exports. */
export const addressSchema = z
  .object({
    range: z.enum(COST_RANGES).catch('month'),
    from: day,
    to: day,
    by: z.enum(COST_DIMENSIONS).catch('provider'),
    provider: text,
    model: text,
    category: z.enum(CATEGORIES).optional().catch(undefined),
    key: text,
    status: z.enum(['succeeded', 'failed', 'cancelled', 'abandoned']).optional().catch(undefined),
  })
  .transform((address): CostAddress => {
    const isMeant = address.range === 'custom' && isSpan(address);
    if (isMeant) return address;
    return { ...address, range: address.range === 'custom' ? 'month' : address.range, from: undefined, to: undefined };
  });

function isSpan({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  if (!from || !to) return false;
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days >= 1 && days <= MOST_DAYS;
}

export function rangeQueryOf({ range, from = '', to = '' }: CostAddress): CostRangeQuery {
  return range === 'custom' ? { name: range, from, to } : { name: range };
}

/** The filters as sums take them. */
export function filterOf(address: CostAddress): SumFilter {
  const given = COST_FILTERS.filter((name) => address[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, meant(address[name])])) satisfies Partial<
    Record<CostFilterName, string>
  >;
}

function meant(text: string | undefined): string {
  return text === undefined || text === NONE ? '' : text;
}
