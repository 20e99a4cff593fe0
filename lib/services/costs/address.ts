/** Windows of the costs page, in menu order. */
export const COST_RANGES = ['24h', '7d', '30d', '90d', 'month', 'last-month', 'custom'] as const;
export type CostRangeName = (typeof COST_RANGES)[number];

/** What spend can be grouped by. */
export const COST_DIMENSIONS = ['provider', 'model', 'category', 'key', 'team'] as const;
export type CostDimension = (typeof COST_DIMENSIONS)[number];

export const COST_FILTERS = ['provider', 'model', 'category', 'key', 'status'] as const;
export type CostFilterName = (typeof COST_FILTERS)[number];

/** Filter value for "no key" or "no model answered". */
export const NONE = 'none';

/** Everything the page's URL holds. */
export interface CostAddress extends Partial<Record<CostFilterName, string | undefined>> {
  range: CostRangeName;
  /** Days of a custom range. */
  from?: string | undefined;
  to?: string | undefined;
  by: CostDimension;
}
