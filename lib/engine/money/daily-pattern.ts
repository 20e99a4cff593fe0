import { addDays, toWeekday } from './day';

/** The cost of one full day. */
export interface Day {
  day: string;
  cost: number;
}

/** A team's daily spending pattern: the mean of each weekday and the variation around it. */
export interface DailyPattern {
  /** Expected cost of a day, by its weekday. */
  expected: (day: string) => number;
  /** Variance of a day's cost, relative to the squared expectation. */
  variance: number;
  /** Lag-1 autocorrelation of the residuals, 0..0.9. */
  autocorrelation: number;
  /** Effective number of days behind the estimates; older days count less. */
  effectiveDays: number;
  /** Weight of weekday differences, 0..1; 0 treats all days alike. */
  weekdayShare: number;
}

/** Weights halve every two weeks: usage changes, and two weeks hold each weekday twice. */
const HALF_LIFE_DAYS = 14;
const DAYS_FOR_WEEKDAYS = 14;
const MAX_AUTOCORRELATION = 0.9;

interface Weighted extends Day {
  weight: number;
}

/**
 * Fits a pattern to consecutive days, oldest first. Weekday means are shrunk towards the overall mean as far as their
 * difference may be chance (empirical Bayes, Efron & Morris 1975), so that a few Mondays do not define Monday.
 */
export function fitDailyPattern(days: Day[]): DailyPattern {
  const weighted = days.map((day, i) => ({ ...day, weight: 0.5 ** ((days.length - 1 - i) / HALF_LIFE_DAYS) }));
  const overall = weightedMean(weighted);
  const effectiveDays = effective(weighted);
  const groups = Array.from({ length: 7 }, (_, weekday) => weighted.filter(({ day }) => toWeekday(day) === weekday));
  const share = days.length < DAYS_FOR_WEEKDAYS ? 0 : estimateWeekdayShare(groups, overall);
  const means = groups.map((group) => overall + (group.length === 0 ? 0 : share * (weightedMean(group) - overall)));
  const expected = (day: string) => means[toWeekday(day)] ?? overall;
  const freedom = effectiveDays / Math.max(1, effectiveDays - 1 - 6 * share);
  const squares = weighted.reduce((sum, { day, cost, weight }) => sum + weight * (cost - expected(day)) ** 2, 0);
  const scale = weighted.reduce((sum, { day, weight }) => sum + weight * expected(day) ** 2, 0);
  return {
    expected,
    variance: scale > 0 ? (squares / scale) * freedom : 0,
    autocorrelation: estimateAutocorrelation(days, expected),
    effectiveDays,
    weekdayShare: share,
  };
}

/** Consecutive days from the first one with a cost, at most `most`; missing days cost zero. */
export function consecutiveDays(costs: ReadonlyMap<string, number>, lastDay: string, most: number): Day[] {
  const known = [...costs].filter(([day, cost]) => cost > 0 && day <= lastDay).map(([day]) => day);
  const first = known.sort()[0];
  if (first === undefined) return [];
  const days: Day[] = [];
  for (let day = lastDay; day >= first && days.length < most; day = addDays(day, -1))
    days.push({ day, cost: costs.get(day) ?? 0 });
  return days.reverse();
}

function weightedMean(days: Weighted[]): number {
  const weight = days.reduce((sum, day) => sum + day.weight, 0);
  return weight > 0 ? days.reduce((sum, day) => sum + day.weight * day.cost, 0) / weight : 0;
}

/** Kish's effective sample size. */
function effective(days: Weighted[]): number {
  const sum = days.reduce((total, { weight }) => total + weight, 0);
  const squares = days.reduce((total, { weight }) => total + weight ** 2, 0);
  return squares > 0 ? sum ** 2 / squares : 0;
}

/** The share of weekday differences that is not chance, by the method of moments. */
function estimateWeekdayShare(groups: Weighted[][], overall: number): number {
  const filled = groups.filter((group) => group.length > 0);
  const within = filled.map((group) => {
    const mean = weightedMean(group);
    const weight = group.reduce((sum, day) => sum + day.weight, 0);
    const size = effective(group);
    const spread = group.reduce((sum, day) => sum + day.weight * (day.cost - mean) ** 2, 0) / weight;
    // Squared error of a weekday's mean.
    return size > 1 ? spread / (size - 1) : Number.NaN;
  });
  const known = within.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return 0;
  const chance = known.reduce((sum, value) => sum + value, 0) / known.length;
  const between =
    filled.reduce((sum, group) => sum + (weightedMean(group) - overall) ** 2, 0) / Math.max(1, filled.length - 1);
  return between > 0 ? Math.max(0, 1 - chance / between) : 0;
}

/** Lag-1 autocorrelation, corrected for small-sample bias (Kendall 1954). */
function estimateAutocorrelation(days: Day[], expected: (day: string) => number): number {
  const residuals = days.map(({ day, cost }) => (expected(day) > 0 ? cost / expected(day) - 1 : 0));
  const all = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  if (all === 0) return 0;
  const next = residuals.slice(1).reduce((sum, residual, i) => sum + residual * (residuals[i] ?? 0), 0);
  const measured = next / all;
  return Math.min(MAX_AUTOCORRELATION, Math.max(0, measured + (1 + 4 * Math.max(0, measured)) / days.length));
}
