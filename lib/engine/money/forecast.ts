import { consecutiveDays, type DailyPattern, fitDailyPattern } from './daily-pattern';
import { addDays, daysBetween, toWeekday } from './day';

/** A team's spend on one full day of its time zone, by model; an empty name stands for an unknown model. */
export interface DaySpend {
  day: string;
  byModel: Record<string, number>;
}

export interface ForecastInput {
  /** Full days before today; days without spend may be missing. */
  history: DaySpend[];
  today: string;
  /** Elapsed share of today, 0..1. */
  elapsed: number;
  /** Spend in the period so far, including today. */
  spentNanoUsd: number;
  /** The period's last day. */
  lastDay: string;
  /** Cost of a model's usual token mix at the prices of a day, in any unit; null when unknown. */
  priceIndex?: (model: string, day: string) => number | null;
}

export interface Band {
  expectedNanoUsd: number;
  lowNanoUsd: number;
  highNanoUsd: number;
}

/** A future day; for today, its remainder. */
export interface ForecastDay extends Band {
  day: string;
  /** The period's spend at the end of that day. */
  cumulative: Band;
}

export type Forecast =
  | ({ isKnown: true; days: ForecastDay[]; historyDays: number } & Band)
  /** Too few days to see a pattern. */
  | { isKnown: false; historyDays: number; neededDays: number };

export const NEEDED_DAYS = 7;
const MOST_DAYS = 56;
/** The 95 % quantile of the normal distribution: 5 % lie above the band and 5 % below. */
const Z = 1.6448536269514722;

/**
 * Forecasts a period's spend with a 90 % band from the team's own days: the mean of up to eight weeks for each weekday.
 * The band is that of the mean method (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.5),
 * widened for autocorrelation and for the uncertainty of the means. Past days are converted to today's prices; future
 * days use their own. Growth, holidays and plans are not modelled.
 */
export function forecastSpend(input: ForecastInput): Forecast {
  const { history, today, lastDay, spentNanoUsd } = input;
  const days = consecutiveDays(costsAtTodaysPrices(input), addDays(today, -1), MOST_DAYS);
  if (days.length < NEEDED_DAYS) return { isKnown: false, historyDays: days.length, neededDays: NEEDED_DAYS };
  const pattern = fitDailyPattern(days);
  const first = days[0]?.day ?? today;
  const factorFor = priceFactor(
    input,
    history.filter(({ day }) => day >= first),
  );
  const coming = daysBetween(today, lastDay).map((day) => {
    return { day, expected: pattern.expected(day) * factorFor(day) * (day === today ? 1 - input.elapsed : 1) };
  });
  const sums = runningSums(coming, pattern);
  const width = tQuantile(pattern.effectiveDays - 1);
  const forecastDays = coming.map(({ day, expected }, i) => {
    const alone = Math.sqrt(pattern.variance * (1 + 1 / pattern.effectiveDays)) * expected;
    const { sum, deviation } = sums[i] ?? { sum: 0, deviation: 0 };
    return {
      day,
      ...toBand(expected, width * alone, 0),
      cumulative: toBand(spentNanoUsd + sum, width * deviation, spentNanoUsd),
    };
  });
  const end = forecastDays.at(-1)?.cumulative ?? toBand(spentNanoUsd, 0, spentNanoUsd);
  return { isKnown: true, ...end, days: forecastDays, historyDays: days.length };
}

/** The first forecast day that ends at or above a limit; null when none does. */
export function dayReached(
  days: ForecastDay[],
  limitNanoUsd: number,
  of: keyof Band = 'expectedNanoUsd',
): string | null {
  return days.find(({ cumulative }) => cumulative[of] >= limitNanoUsd)?.day ?? null;
}

/** The cost of each past day at today's prices. */
function costsAtTodaysPrices({ history, today, priceIndex }: ForecastInput): Map<string, number> {
  const costs = new Map<string, number>();
  for (const { day, byModel } of history)
    for (const [model, cost] of Object.entries(byModel))
      costs.set(day, (costs.get(day) ?? 0) + cost * ratio(priceIndex, model, { from: day, to: today }));
  return costs;
}

/** The price factor of a day relative to today, for the team's usual mix of models. */
function priceFactor({ today, priceIndex }: ForecastInput, history: DaySpend[]): (day: string) => number {
  const mix = new Map<string, number>();
  for (const { day, byModel } of history)
    for (const [model, cost] of Object.entries(byModel))
      mix.set(model, (mix.get(model) ?? 0) + cost * ratio(priceIndex, model, { from: day, to: today }));
  const totalCost = [...mix.values()].reduce((sum, cost) => sum + cost, 0);
  return (day) => {
    if (totalCost === 0) return 1;
    let then = 0;
    for (const [model, cost] of mix) then += cost * ratio(priceIndex, model, { from: today, to: day });
    return then / totalCost;
  };
}

function ratio(index: ForecastInput['priceIndex'], model: string, { from, to }: { from: string; to: string }): number {
  if (!index || from === to) return 1;
  const before = index(model, from);
  const after = index(model, to);
  return before === null || after === null || before <= 0 ? 1 : after / before;
}

/**
 * Cumulative sums with their standard deviation, from daily variance with autocorrelation and from the error of the
 * means, which all days of a weekday (or all days) share.
 */
function runningSums(coming: { day: string; expected: number }[], pattern: DailyPattern) {
  const { variance, autocorrelation, effectiveDays, weekdayShare } = pattern;
  const clumping = (1 + autocorrelation) / (1 - autocorrelation);
  const byWeekday = new Array<number>(7).fill(0);
  let sum = 0;
  let own = 0;
  let carried = 0;
  return coming.map(({ day, expected }) => {
    own += expected ** 2 + 2 * expected * carried;
    carried = autocorrelation * (carried + expected);
    sum += expected;
    const weekday = toWeekday(day);
    byWeekday[weekday] = (byWeekday[weekday] ?? 0) + expected;
    const shared = ((1 - weekdayShare) * sum) ** 2 / effectiveDays;
    const apart = byWeekday.reduce((total, part) => total + (weekdayShare * part) ** 2, 0) / (effectiveDays / 7);
    return { sum, deviation: Math.sqrt(variance * (own + clumping * (shared + apart))) };
  });
}

function toBand(expected: number, halfWidth: number, floor: number): Band {
  return {
    expectedNanoUsd: Math.round(expected),
    lowNanoUsd: Math.round(Math.max(floor, expected - halfWidth)),
    highNanoUsd: Math.round(expected + halfWidth),
  };
}

/** Student's t 95 % quantile (Abramowitz & Stegun 26.7.5), wider than the normal one for few days. */
function tQuantile(freedom: number): number {
  const nu = Math.max(3, freedom);
  return Z + (Z ** 3 + Z) / (4 * nu) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * nu ** 2);
}
