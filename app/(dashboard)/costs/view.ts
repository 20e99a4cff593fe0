import type { CostAddress } from '@/components/costs/filters';
import type { Visit } from '@/lib/auth/doormen';
import type { CostRange } from '@/lib/db/stats/cost-range';
import type { SumFilter } from '@/lib/db/stats/held';
import type { CostForecast } from '@/lib/gateway/cost-forecast';

/** What every panel of the page needs to know. */
export interface CostView {
  visit: Visit;
  address: CostAddress;
  range: CostRange;
  filter: SumFilter;
  /** Asked once for all panels. */
  forecast: Promise<CostForecast>;
}
