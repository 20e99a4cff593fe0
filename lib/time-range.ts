import { z } from 'zod';
import { DAY_MS, HOUR_MS } from './engine/time';

export { DAY_MS, HOUR_MS };

/** Dashboard windows. They end with the current hour, or with today in the team's zone. */
export const RANGES = ['24h', '7d', '30d', '90d'] as const;
export type RangeName = (typeof RANGES)[number];

export const rangeSchema = z.enum(RANGES).catch('30d');

/** Days of a window including today; null: counted in hours. */
export const RANGE_DAYS: Record<RangeName, number | null> = { '24h': null, '7d': 7, '30d': 30, '90d': 90 };

export const RANGE_LABELS: Record<RangeName, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

/** A window for sums, and the time zone of its days. */
export interface ZonedSpan {
  from: Date;
  until: Date;
  timeZone: string;
}

/** Labels of all days of a window, as `2026-11-22`, or of its hours in UTC, as `2026-11-22T13:00:00Z`, in order. */
export function listTimeLabels({ from, until, timeZone }: ZonedSpan, unit: 'hour' | 'day'): string[] {
  if (unit === 'hour') {
    const count = Math.ceil((until.getTime() - from.getTime()) / HOUR_MS);
    return Array.from(
      { length: count },
      (_, i) => `${new Date(from.getTime() + i * HOUR_MS).toISOString().slice(0, 19)}Z`,
    );
  }
  const last = dayIn(timeZone, new Date(until.getTime() - 1));
  const days: string[] = [];
  for (let day = dayIn(timeZone, from); day <= last; day = dayAfter(day)) days.push(day);
  return days;
}

/** The day of a moment in a zone, as `2026-11-22`. */
export function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}

/** The next calendar day. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** Upper bound of a retention setting, about a hundred years. */
export const MAX_RETENTION_DAYS = 36_500;

/** Windows for diagnosing a current problem. */
export const RECENT_WINDOWS = ['1h', '24h'] as const;
export type RecentWindow = (typeof RECENT_WINDOWS)[number];

export const recentWindowSchema = z.enum(RECENT_WINDOWS).catch('1h');

export const RECENT_LABELS: Record<RecentWindow, string> = { '1h': '1 hour', '24h': '24 hours' };

/**
 * A recent window at `now` (epoch ms). Rollups are hourly, so it has the current hour and as many whole hours before it
 * as its name says; at five past the hour it is not empty.
 */
export function recentRange(window: RecentWindow, now: number): { from: Date; until: Date } {
  const until = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
  const hours = window === '1h' ? 2 : 25;
  return { from: new Date(until - hours * HOUR_MS), until: new Date(until) };
}
