import { DAY_MS, HOUR_MS } from '../time';

let known = { from: 0, until: 0, hour: '' };

/**
 * The hour of a moment (epoch ms) in UTC, as `2026-11-22T13`: hours compare as strings, with each other and with days.
 * Asked for every model of a decision.
 */
export function utcHour(at: number): string {
  if (at >= known.from && at < known.until) return known.hour;
  const from = Math.floor(at / HOUR_MS) * HOUR_MS;
  known = { from, until: from + HOUR_MS, hour: new Date(from).toISOString().slice(0, 13) };
  return known.hour;
}

/** The day of a moment (epoch ms) in UTC, as `2026-11-22`. */
export function utcDay(at: number): string {
  return utcHour(at).slice(0, 10);
}

/** The moment (epoch ms) at which a UTC day or hour begins. */
export function startOf(dayOrHour: string): number {
  return Date.parse(dayOrHour.includes('T') ? `${dayOrHour}:00:00Z` : `${dayOrHour}T00:00:00Z`);
}

/** The day so many days after one (before, when negative), by the calendar alone. */
export function addDays(day: string, count: number): string {
  return utcDay(startOf(day) + count * DAY_MS);
}

/** From one day to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const count = Math.round((startOf(last) - startOf(first)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => addDays(first, i));
}

/** 0 for Sunday … 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(startOf(day)).getUTCDay();
}
