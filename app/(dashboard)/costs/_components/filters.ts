/** In the order of the menu. */
export const COST_RANGES = ['24h', '7d', '30d', '90d', 'month', 'last-month', 'custom'] as const;
export type CostRangeName = (typeof COST_RANGES)[number];

export const COST_RANGE_LABELS: Record<CostRangeName, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  month: 'Month to date',
  'last-month': 'Last month',
  custom: 'Custom',
};

/** Dimensions that spend can be grouped by. */
export const COST_DIMENSIONS = ['provider', 'model', 'category', 'key', 'team'] as const;
export type CostDimension = (typeof COST_DIMENSIONS)[number];

export const COST_FILTERS = ['provider', 'model', 'category', 'key', 'status'] as const;
export type CostFilterName = (typeof COST_FILTERS)[number];

/** Stands for "no key" and "no answer" in the URL. */
export const NONE = 'none';

/** The state that the page's URL holds. */
export interface CostAddress extends Partial<Record<CostFilterName, string | undefined>> {
  range: CostRangeName;
  /** Days of a custom range. */
  from?: string | undefined;
  to?: string | undefined;
  by: CostDimension;
}

/** The query string of a state; defaults are left out. */
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
