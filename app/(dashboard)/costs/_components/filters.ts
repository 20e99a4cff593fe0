import { COST_FILTERS, type CostAddress, type CostRangeName } from '@/lib/services/costs/address';

export const COST_RANGE_LABELS: Record<CostRangeName, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  month: 'Month to date',
  'last-month': 'Last month',
  custom: 'Custom',
};

/** The query of an address, without default values. */
export function costQuery(address: CostAddress): URLSearchParams {
  const { range, from, to, by } = address;
  const filters = COST_FILTERS.flatMap((name) => (address[name] ? [[name, address[name]] as [string, string]] : []));
  return new URLSearchParams([
    ...(range === 'month' ? [] : [['range', range]]),
    ...(range === 'custom' && from && to
      ? [
          ['from', from],
          ['to', to],
        ]
      : []),
    ...(by === 'provider' ? [] : [['by', by]]),
    ...filters,
  ]);
}

export function costHref(address: CostAddress, path = '/costs'): string {
  const query = costQuery(address);
  return query.size > 0 ? `${path}?${query}` : path;
}
