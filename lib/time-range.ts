import { z } from 'zod';

/** Windows a dashboard can show. They end with the hour that is running, in UTC. */
export const RANGES = ['24h', '7d', '30d', '90d'] as const;
export type RangeName = (typeof RANGES)[number];

export const rangeSchema = z.enum(RANGES).catch('30d');

export interface TimeRange {
  name: RangeName;
  /** First hour shown. */
  from: Date;
  /** First hour not shown. */
  until: Date;
  bucket: 'hour' | 'day';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS: Record<Exclude<RangeName, '24h'>, number> = { '7d': 7, '30d': 30, '90d': 90 };

export const RANGE_LABELS: Record<RangeName, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

/** The window of a name as seen from `now` (epoch ms): whole hours, or whole days that end with today. */
export function timeRange(name: RangeName, now: number): TimeRange {
  if (name === '24h') {
    const until = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
    return { name, from: new Date(until - DAY_MS), until: new Date(until), bucket: 'hour' };
  }
  const until = Math.floor(now / DAY_MS + 1) * DAY_MS;
  return { name, from: new Date(until - DAYS[name] * DAY_MS), until: new Date(until), bucket: 'day' };
}

/** The window of the same length just before. */
export function previousRange({ from, until, ...rest }: TimeRange): TimeRange {
  const length = until.getTime() - from.getTime();
  return { ...rest, from: new Date(from.getTime() - length), until: from };
}

/** The start of every bucket in a window, in order. */
export function bucketsOf({ from, until, bucket }: TimeRange): Date[] {
  const step = bucket === 'hour' ? HOUR_MS : DAY_MS;
  const count = Math.round((until.getTime() - from.getTime()) / step);
  return Array.from({ length: count }, (_, i) => new Date(from.getTime() + i * step));
}

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
