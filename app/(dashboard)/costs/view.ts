import type { Visit } from '@/lib/auth/guards';
import type { Whose } from '@/lib/db/rollup/parts';
import type { CostRange } from '@/lib/db/stats/cost-range';
import type { SumFilter } from '@/lib/db/stats/dimensions';
import type { CostAddress } from '@/lib/services/costs/address';
import type { CostForecast } from '@/lib/services/costs/cost-forecast';

/** Shared input of the page's panels. */
export interface CostView {
  visit: Visit;
  address: CostAddress;
  range: CostRange;
  filter: SumFilter;
  /** The caller's team, or all visible teams when grouped by team. */
  whose: Whose;
  /** Number of teams that the caller can see. */
  teams: number;
  /** Computed once for all panels. */
  forecast: Promise<CostForecast>;
}
