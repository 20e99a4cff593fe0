import { filteredBy } from '@/lib/db/stats/dimensions';
import { dayReached, type Forecast } from '@/lib/engine/money/forecast';
import { bindingBudget, listVisibleBudgets } from '@/lib/services/costs/cost-budgets';
import { BurnChart } from './_components/burn-chart';
import { burnLine } from './_components/burn-line';
import { formatIsoDay } from './_components/cost-labels';
import type { CostView } from './view';

/** Spend of the month, its forecast, the previous month, and the limit that applies. */
export async function BurnPanel({ visit: { runtime, caller }, range, filter, teamIds, forecast }: CostView) {
  const [{ forecast: known, ...month }, budgets] = await Promise.all([
    forecast,
    listVisibleBudgets(runtime.database, caller),
  ]);
  // A limit applies to the whole spend of one team, not to a part of it or to several teams.
  const isWhole = filteredBy(filter).length === 0 && !Array.isArray(teamIds);
  const budget = !isWhole ? null : bindingBudget(budgets, range.timeZone);
  const days = known.isKnown ? known.days : [];
  return (
    <BurnChart
      points={burnLine({ ...month, days })}
      today={month.today}
      limitNanoUsd={budget?.limitNanoUsd ?? null}
      timeZone={range.timeZone}
    >
      {describeForecast(known, month.spentNanoUsd, budget?.limitNanoUsd ?? null)}
    </BurnChart>
  );
}

/** When the limit will be reached, or why there is no forecast. */
function describeForecast(forecast: Forecast, spentNanoUsd: number, limitNanoUsd: number | null): string | null {
  if (!forecast.isKnown)
    return `A forecast needs ${forecast.neededDays} days of spend. There are ${forecast.historyDays} so far.`;
  if (limitNanoUsd === null) return null;
  if (spentNanoUsd >= limitNanoUsd) return 'The limit has been reached.';
  const expected = dayReached(forecast.days, limitNanoUsd);
  if (expected) return `At this rate, the limit will be reached around ${formatIsoDay(expected)}.`;
  const soonest = dayReached(forecast.days, limitNanoUsd, 'highNanoUsd');
  return soonest
    ? `The limit could be reached from ${formatIsoDay(soonest)}.`
    : 'The limit is not expected to be reached this month.';
}
