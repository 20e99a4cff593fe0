import { addDays, weekdayOf } from './day';

/** What one whole day cost. */
export interface Day {
  day: string;
  cost: number;
}

/** A team's usual days: what each weekday costs, and how far from that days are. */
export interface UsualDays {
  /** What a day of that weekday costs. */
  expected: (day: string) => number;
  /** Variance of a day beside what was expected, as a share of it. */
  variance: number;
  /** How much of one day's surprise is still there on the next, 0..0.9. */
  memory: number;
  /** Days that the estimates rest on, older ones counted for less. */
  effectiveDays: number;
  /** How far weekdays are told apart, 0..1: 0 when all are taken for the same. */
  weekdayShare: number;
}

/** Half as much for each fortnight of age: teams change, and two weeks hold each weekday twice. */
const HALF_LIFE_DAYS = 14;
const DAYS_FOR_WEEKDAYS = 14;
const MOST_MEMORY = 0.9;

interface Weighted extends Day {
  weight: number;
}

/**
 * Learns from days in a row, oldest first. A weekday's mean is drawn to the mean of all days as far as the difference
 * may be chance (empirical Bayes: Efron & Morris 1975), so that three Mondays do not make a Monday.
 */
export function usualDays(days: Day[]): UsualDays {
  const weighted = days.map((day, i) => ({ ...day, weight: 0.5 ** ((days.length - 1 - i) / HALF_LIFE_DAYS) }));
  const overall = meanOf(weighted);
  const effectiveDays = effective(weighted);
  const groups = Array.from({ length: 7 }, (_, weekday) => weighted.filter(({ day }) => weekdayOf(day) === weekday));
  const share = days.length < DAYS_FOR_WEEKDAYS ? 0 : weekdayShareOf(groups, overall);
  const means = groups.map((group) => overall + (group.length === 0 ? 0 : share * (meanOf(group) - overall)));
  const expected = (day: string) => means[weekdayOf(day)] ?? overall;
  const freedom = effectiveDays / Math.max(1, effectiveDays - 1 - 6 * share);
  const squares = weighted.reduce((sum, { day, cost, weight }) => sum + weight * (cost - expected(day)) ** 2, 0);
  const scale = weighted.reduce((sum, { day, weight }) => sum + weight * expected(day) ** 2, 0);
  return {
    expected,
    variance: scale > 0 ? (squares / scale) * freedom : 0,
    memory: memoryOf(days, expected),
    effectiveDays,
    weekdayShare: share,
  };
}

/** Days of a calendar from the first one with a cost on; those that are missing cost nothing. */
export function inARow(costs: ReadonlyMap<string, number>, lastDay: string, most: number): Day[] {
  const known = [...costs].filter(([day, cost]) => cost > 0 && day <= lastDay).map(([day]) => day);
  const first = known.sort()[0];
  if (first === undefined) return [];
  const days: Day[] = [];
  for (let day = lastDay; day >= first && days.length < most; day = addDays(day, -1))
    days.push({ day, cost: costs.get(day) ?? 0 });
  return days.reverse();
}

function meanOf(days: Weighted[]): number {
  const weight = days.reduce((sum, day) => sum + day.weight, 0);
  return weight > 0 ? days.reduce((sum, day) => sum + day.weight * day.cost, 0) / weight : 0;
}

/** Kish's effective sample size. */
function effective(days: Weighted[]): number {
  const sum = days.reduce((total, { weight }) => total + weight, 0);
  const squares = days.reduce((total, { weight }) => total + weight ** 2, 0);
  return squares > 0 ? sum ** 2 / squares : 0;
}

/** The part of the weekdays' differences that is not chance: the method of moments. */
function weekdayShareOf(groups: Weighted[][], overall: number): number {
  const filled = groups.filter((group) => group.length > 0);
  const within = filled.map((group) => {
    const mean = meanOf(group);
    const weight = group.reduce((sum, day) => sum + day.weight, 0);
    const size = effective(group);
    const spread = group.reduce((sum, day) => sum + day.weight * (day.cost - mean) ** 2, 0) / weight;
    // What the mean of a weekday is uncertain by.
    return size > 1 ? spread / (size - 1) : Number.NaN;
  });
  const known = within.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return 0;
  const chance = known.reduce((sum, value) => sum + value, 0) / known.length;
  const between =
    filled.reduce((sum, group) => sum + (meanOf(group) - overall) ** 2, 0) / Math.max(1, filled.length - 1);
  return between > 0 ? Math.max(0, 1 - chance / between) : 0;
}

/** The correlation of a day's surprise with the next one's; what the sample's smallness hides is added (Kendall 1954). */
function memoryOf(days: Day[], expected: (day: string) => number): number {
  const surprises = days.map(({ day, cost }) => (expected(day) > 0 ? cost / expected(day) - 1 : 0));
  const all = surprises.reduce((sum, surprise) => sum + surprise ** 2, 0);
  if (all === 0) return 0;
  const next = surprises.slice(1).reduce((sum, surprise, i) => sum + surprise * (surprises[i] ?? 0), 0);
  const measured = next / all;
  return Math.min(MOST_MEMORY, Math.max(0, measured + (1 + 4 * Math.max(0, measured)) / days.length));
}
