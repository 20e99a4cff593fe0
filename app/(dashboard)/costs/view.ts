import type { Visit } from '@/lib/auth/guards';
import type { Whose } from '@/lib/db/rollup/parts';
import type { CostRange } from '@/lib/db/stats/cost-range';
import type { SumFilter } from '@/lib/db/stats/dimensions';
import type { CostAddress } from '@/lib/services/costs/address';
import type { CostForecast } from '@/lib/services/costs/cost-forecast';

/** The data that the page's panels share. */
export interface CostView {
  visit: Visit;
  address: CostAddress;
  range: CostRange;
  filter: SumFilter;
  /** The caller's team, or every team visible to them when costs are grouped by team. */
  whose: Whose;
  /** Number of teams visible to the caller. */
  teams: number;
  /** Loaded once for all panels. */
  forecast: Promise<CostForecast>;
}
