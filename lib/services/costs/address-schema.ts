import { z } from 'zod';
import type { CostRangeQuery } from '../../db/stats/cost-range';
import type { SumFilter } from '../../db/stats/dimensions';
import { DAY_MS } from '../../engine/time';
import { CATEGORIES } from '../../engine/types';
import { COST_DIMENSIONS, COST_FILTERS, COST_RANGES, type CostAddress, type CostFilterName, NONE } from './address';

/** A year makes 53 weekly bars. */
const MOST_DAYS = 366;

const day = z.iso.date().optional().catch(undefined);
const text = z.string().trim().min(1).max(200).optional().catch(undefined);

/** Parses the URL of the costs page and of its exports; invalid values count as absent. */
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
    const isCustom = address.range === 'custom' && isSpan(address);
    if (isCustom) return address;
    return { ...address, range: address.range === 'custom' ? 'month' : address.range, from: undefined, to: undefined };
  });

function isSpan({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  if (!from || !to) return false;
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days >= 1 && days <= MOST_DAYS;
}

export function toRangeQuery({ range, from = '', to = '' }: CostAddress): CostRangeQuery {
  return range === 'custom' ? { name: range, from, to } : { name: range };
}

/** The filters in the form that sums take. */
export function toSumFilter(address: CostAddress): SumFilter {
  const given = COST_FILTERS.filter((name) => address[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, filterValue(address[name])])) satisfies Partial<
    Record<CostFilterName, string>
  >;
}

function filterValue(text: string | undefined): string {
  return text === undefined || text === NONE ? '' : text;
}
