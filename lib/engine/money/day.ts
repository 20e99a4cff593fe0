import { DAY_MS, HOUR_MS } from '../time';

let known = { from: 0, until: 0, hour: '' };

/**
 * The UTC hour of a time (epoch ms), as `2026-11-22T13`: hours compare as strings, with each other and with days.
 * Cached because it is called for every model of a decision.
 */
export function utcHour(at: number): string {
  if (at >= known.from && at < known.until) return known.hour;
  const from = Math.floor(at / HOUR_MS) * HOUR_MS;
  known = { from, until: from + HOUR_MS, hour: new Date(from).toISOString().slice(0, 13) };
  return known.hour;
}

/** The UTC day of a time (epoch ms), as `2026-11-22`. */
export function utcDay(at: number): string {
  return utcHour(at).slice(0, 10);
}

/** The start of a UTC day or hour, in epoch ms. */
export function parseUtcStart(dayOrHour: string): number {
  return Date.parse(dayOrHour.includes('T') ? `${dayOrHour}:00:00Z` : `${dayOrHour}T00:00:00Z`);
}

/** Adds calendar days to a day; negative counts go back. */
export function addDays(day: string, count: number): string {
  return utcDay(parseUtcStart(day) + count * DAY_MS);
}

/** All days from `first` to `last`, both included. */
export function daysBetween(first: string, last: string): string[] {
  const count = Math.round((parseUtcStart(last) - parseUtcStart(first)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => addDays(first, i));
}

/** 0 for Sunday … 6 for Saturday. */
export function toWeekday(day: string): number {
  return new Date(parseUtcStart(day)).getUTCDay();
}
