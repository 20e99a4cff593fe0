import type { Visit } from '@/lib/auth/guards';
import type { TeamIds } from '@/lib/db/rollup/parts';
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
  /** The teams whose costs are shown: the caller's team, or every team that they may see when costs are grouped by team. */
  teamIds: TeamIds;
  /** How many teams the caller may see. */
  teams: number;
  /** Loaded once for all panels. */
  forecast: Promise<CostForecast>;
}
