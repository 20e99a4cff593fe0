import { HOUR_MS } from '../../engine/time';
import { RANGE_DAYS, type RangeName } from '../../time-range';
import type { Database } from '../client';
import { resolveWindow, type Window } from './window';

/** A window that a dashboard shows, and the unit it counts by. */
export interface Range {
  name: RangeName;
  window: Window;
  unit: 'hour' | 'day';
}

/**
 * The window of a name as seen from `now` (epoch ms): 24 whole hours, or days of the team's zone that end with today.
 */
export async function resolveRange(database: Database, teamId: string, name: RangeName, now: number): Promise<Range> {
  const days = RANGE_DAYS[name];
  if (days !== null) return { name, window: await resolveWindow(database, teamId, { days }), unit: 'day' };
  const until = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
  return {
    name,
    window: { from: new Date(until - 24 * HOUR_MS), until: new Date(until), timeZone: 'UTC' },
    unit: 'hour',
  };
}

/** The previous window of as many hours or days. */
export async function windowBefore(database: Database, teamId: string, { name, window }: Range): Promise<Window> {
  const days = RANGE_DAYS[name];
  if (days === null) return { ...window, from: new Date(window.from.getTime() - 24 * HOUR_MS), until: window.from };
  // The window ends at midnight: the day that starts there is the first of the requested days, and not in it.
  return resolveWindow(database, teamId, { to: window.from.toISOString(), days: days + 1, timeZone: window.timeZone });
}
