import { dayIn, listTimeLabels, RANGE_DAYS, type RangeName } from '../../time-range';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { quarterStart } from '../rollup/sql';
import { resolveRange } from './range';
import { resolveWindow, type Window } from './window';

/** Windows of the costs page: those of every dashboard, calendar months, and custom days. */
export type CostRangeQuery =
  | { name: RangeName | 'month' | 'last-month' }
  | { name: 'custom'; from: string; to: string };

export interface CostRange {
  name: CostRangeQuery['name'];
  window: Window;
  /** The previous window of the same length; for a month, the same days of the previous month. */
  before: Window;
  unit: 'hour' | 'day' | 'week';
  /** Every bucket of the window in order, named as in the sums. */
  labels: string[];
  /** Today's date in the time zone. */
  today: string;
  /** The team's time zone, also where hours are counted in UTC. */
  timeZone: string;
}

/** More bars than this cannot be distinguished: then a bar is a week. */
const MOST_DAY_BARS = 100;

/** A window of costs as seen from `now` (epoch ms). Days are the team's. */
export async function resolveCostRange(
  database: Database,
  teamId: string,
  query: CostRangeQuery,
  now: number,
): Promise<CostRange> {
  const team = await database.team.findUnique({ where: { id: teamId }, select: { timeZone: true } });
  const timeZone = team?.timeZone ?? 'UTC';
  const today = dayIn(timeZone, new Date(now));
  const window = await windowFor(database, teamId, query, { now, today });
  const days = query.name === '24h' ? [] : listTimeLabels(window, 'day');
  const before = await shifted(database, { ...window, timeZone }, backBy(query, days.length));
  const unit = query.name === '24h' ? 'hour' : days.length > MOST_DAY_BARS ? 'week' : 'day';
  const labels =
    unit === 'hour' ? listTimeLabels(window, 'hour') : unit === 'day' ? days : [...new Set(days.map(startOfWeek))];
  return { name: query.name, window, before, unit, labels, today, timeZone };
}

async function windowFor(
  database: Database,
  teamId: string,
  query: CostRangeQuery,
  { now, today }: { now: number; today: string },
): Promise<Window> {
  if (query.name === 'custom') {
    // A day in progress ends now, so that the previous window has the same length.
    const to = query.to < today ? { to: query.to } : {};
    return resolveWindow(database, teamId, { from: query.from, ...to });
  }
  if (query.name === 'month') return resolveWindow(database, teamId, { from: `${today.slice(0, 7)}-01` });
  if (query.name === 'last-month') {
    const to = dayBefore(`${today.slice(0, 7)}-01`);
    return resolveWindow(database, teamId, { from: `${to.slice(0, 7)}-01`, to });
  }
  return (await resolveRange(database, teamId, query.name, now)).window;
}

function backBy(query: CostRangeQuery, days: number): string {
  if (query.name === 'month' || query.name === 'last-month') return '1 month';
  const fixed = query.name === 'custom' ? days : RANGE_DAYS[query.name];
  return fixed === null ? '24 hours' : `${fixed} days`;
}

/** The same window earlier, by the zone's own calendar. */
async function shifted(database: Database, { from, until, timeZone }: Window, back: string): Promise<Window> {
  const earlier = (at: Date) =>
    Prisma.sql`(${at}::timestamptz at time zone ${timeZone} - ${back}::interval) at time zone ${timeZone}`;
  const [row] = await database.$queryRaw<[{ from: Date; until: Date }]>`
    select ${Prisma.raw(quarterStart('start'))} as from, ${Prisma.raw(quarterStart('stop'))} as until
    from (select ${earlier(from)} as start, ${earlier(until)} as stop) as asked`;
  return { ...row, timeZone };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3_600_000).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
function startOfWeek(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}
