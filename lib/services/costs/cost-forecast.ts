import type { Database } from '../../db/client';
import type { TeamIds } from '../../db/rollup/parts';
import { canSum, isByCall, type SumFilter } from '../../db/stats/dimensions';
import { MAX_GROUPS, sumRequests, sumSpend } from '../../db/stats/sums';
import { resolveWindow, type Window } from '../../db/stats/window';
import { NO_USAGE } from '../../engine/money/cost';
import { addDays, parseUtcStart } from '../../engine/money/day';
import { type DaySpend, type Forecast, forecastSpend } from '../../engine/money/forecast';
import { priceIndex, type TokenMix } from '../../engine/money/price-index';
import type { Runtime } from '../../runtime/runtime';
import { dayIn } from '../../time-range';
import { type ScheduledPrice, scheduledPrices } from './scheduled-prices';

/** A month's spend so far and its forecast. */
export interface CostForecast {
  /** `2026-11`. */
  month: string;
  today: string;
  lastDay: string;
  spentNanoUsd: number;
  /** Cumulative spend at the end of each day of the month until today. */
  soFar: { day: string; nanoUsd: number }[];
  /** The same for the whole previous month. */
  lastMonth: { day: string; nanoUsd: number }[];
  forecast: Forecast;
  /** Whether scheduled prices are included; they need spend by model. */
  countsPrices: boolean;
  scheduled: ScheduledPrice[];
}

/** Days of history that a forecast uses. */
const DAYS_BACK = 56;

/** This month of a team (or of several, in its zone) within a filter that one rollup can answer. */
export async function costForecast(
  runtime: Pick<Runtime, 'database' | 'catalog'>,
  { teamId, teamIds = teamId }: { teamId: string; teamIds?: TeamIds },
  filter: SumFilter,
  now: number,
): Promise<CostForecast> {
  const { database, catalog } = runtime;
  const team = await database.team.findUnique({ where: { id: teamId }, select: { timeZone: true } });
  const timeZone = team?.timeZone ?? 'UTC';
  const today = dayIn(timeZone, new Date(now));
  const month = today.slice(0, 7);
  const monthBefore = addDays(`${month}-01`, -1).slice(0, 7);
  const from = [addDays(today, -DAYS_BACK), `${monthBefore}-01`].sort()[0] as string;
  const [window, day] = await Promise.all([
    resolveWindow(database, teamId, { from }),
    resolveWindow(database, teamId, { from: today, to: today }),
  ]);
  const { days, mixes } = await loadDailySpend(database, teamIds, window, filter);
  const index = (model: string, of: string) => {
    const known = catalog.get(model);
    const mix = mixes.get(model);
    return known && mix ? priceIndex(known, mix, of) : null;
  };
  const soFar = running(days, `${month}-01`, today);
  const spentNanoUsd = soFar.at(-1)?.nanoUsd ?? 0;
  const lastDay = lastDayOfMonth(month);
  const elapsed = (now - day.from.getTime()) / (day.until.getTime() - day.from.getTime());
  const history = days.filter((one) => one.day < today);
  return {
    month,
    today,
    lastDay,
    spentNanoUsd,
    soFar,
    lastMonth: running(days, `${monthBefore}-01`, lastDayOfMonth(monthBefore)),
    forecast: forecastSpend({ history, today, elapsed, spentNanoUsd, lastDay, priceIndex: cached(index) }),
    countsPrices: mixes.size > 0,
    scheduled: scheduledPrices({ catalog, mixes, days: history.slice(-30), now }),
  };
}

/** Each day's spend by model with the models' usage; by day only where no rollup has the models. */
async function loadDailySpend(database: Database, teamIds: TeamIds, window: Window, filter: SumFilter) {
  const isByModel = isByCall(filter, 'model');
  const spends = isByModel
    ? await sumSpend(database, teamIds, window, { unit: 'day', dimension: 'model', filter })
    : [];
  if (isByModel && spends.length <= MAX_GROUPS) {
    const mixes = new Map<string, TokenMix>();
    for (const { name, attempts, ...sums } of spends) {
      const { usage = NO_USAGE, calls = 0 } = mixes.get(name ?? '') ?? {};
      mixes.set(name ?? '', {
        calls: calls + attempts,
        usage: {
          ...usage,
          inputTokens: usage.inputTokens + sums.inputTokens,
          cachedInputTokens: usage.cachedInputTokens + sums.cachedInputTokens,
          cacheWriteTokens: usage.cacheWriteTokens + sums.cacheWriteTokens,
          outputTokens: usage.outputTokens + sums.outputTokens,
          reasoningTokens: usage.reasoningTokens + sums.reasoningTokens,
        },
      });
    }
    return { days: byDay(spends), mixes };
  }
  const sums = isByCall(filter)
    ? await sumSpend(database, teamIds, window, { unit: 'day', filter })
    : canSum(filter)
      ? await sumRequests(database, teamIds, window, { unit: 'day', filter })
      : [];
  return { days: byDay(sums.map((sum) => ({ ...sum, name: '' }))), mixes: new Map<string, TokenMix>() };
}

function byDay(sums: { at: string | null; name: string | null; costNanoUsd: number }[]): DaySpend[] {
  const days = new Map<string, Record<string, number>>();
  for (const { at, name, costNanoUsd } of sums) {
    const byModel = days.get(at ?? '') ?? {};
    byModel[name ?? ''] = (byModel[name ?? ''] ?? 0) + costNanoUsd;
    days.set(at ?? '', byModel);
  }
  return [...days].map(([day, byModel]) => ({ day, byModel })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Cumulative spend from a day on, at the end of each day. */
function running(days: DaySpend[], first: string, last: string): { day: string; nanoUsd: number }[] {
  const costs = new Map(
    days.map(({ day, byModel }) => [day, Object.values(byModel).reduce((sum, one) => sum + one, 0)]),
  );
  const line: { day: string; nanoUsd: number }[] = [];
  let nanoUsd = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    nanoUsd += costs.get(day) ?? 0;
    line.push({ day, nanoUsd });
  }
  return line;
}

function lastDayOfMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** Prices are looked up many times per model and day. */
function cached(index: (model: string, day: string) => number | null): (model: string, day: string) => number | null {
  const known = new Map<string, number | null>();
  return (model, day) => {
    const key = `${parseUtcStart(day)} ${model}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = index(model, day);
    known.set(key, value);
    return value;
  };
}
