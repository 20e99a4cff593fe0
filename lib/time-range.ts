import { z } from 'zod';
import { DAY_MS, HOUR_MS } from './engine/time';

export { DAY_MS, HOUR_MS };

/** Windows a dashboard can show. They end with the hour that is running, or with today in the team's zone. */
export const RANGES = ['24h', '7d', '30d', '90d'] as const;
export type RangeName = (typeof RANGES)[number];

export const rangeSchema = z.enum(RANGES).catch('30d');

/** Days of a window, today among them; null: it is counted in hours. */
export const RANGE_DAYS: Record<RangeName, number | null> = { '24h': null, '7d': 7, '30d': 30, '90d': 90 };

export const RANGE_LABELS: Record<RangeName, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

/** A window as sums see it: moments, and the zone whose days it has. */
export interface ZonedSpan {
  from: Date;
  until: Date;
  timeZone: string;
}

/** The names of all days of a window, as `2026-11-22`, or of its hours in UTC, as `2026-11-22T13:00:00Z`, in order. */
export function labelsOf({ from, until, timeZone }: ZonedSpan, unit: 'hour' | 'day'): string[] {
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

/** The day after one, by the calendar alone. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** Upper bound of a retention setting, about a hundred years. */
export const MAX_RETENTION_DAYS = 36_500;

/** Windows that an operator looks back on while something is wrong. */
export const RECENT_WINDOWS = ['1h', '24h'] as const;
export type RecentWindow = (typeof RECENT_WINDOWS)[number];

export const recentWindowSchema = z.enum(RECENT_WINDOWS).catch('1h');

export const RECENT_LABELS: Record<RecentWindow, string> = { '1h': '1 hour', '24h': '24 hours' };

/**
 * A recent window as seen from `now` (epoch ms). What is counted by the hour has no smaller window: the hour that runs,
 * and as many whole ones before it as the name says, so that at five past three there is something to see.
 */
export function recentRange(window: RecentWindow, now: number): { from: Date; until: Date } {
  const until = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
  const hours = window === '1h' ? 2 : 25;
  return { from: new Date(until - hours * HOUR_MS), until: new Date(until) };
}
