import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { quarterStart } from '../rollup/sql';

/** The time span of a query: moments with an offset, or times and days in the time zone. */
export interface WindowQuery {
  from?: string | undefined;
  to?: string | undefined;
  /** By default, this many days that end with today. */
  days?: number | undefined;
  /** IANA name; by default the team's. */
  timeZone?: string | undefined;
}

/** Whole slots, from the first to the one after the last. */
export interface Window {
  from: Date;
  until: Date;
  timeZone: string;
}

const DEFAULT_DAYS = 30;
const HAS_OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;
const IS_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The requested window. Days and times without an offset are in the given zone; the last day counts completely. A
 * window that ends within a slot includes that slot.
 */
export async function resolveWindow(database: Database, teamId: string, query: WindowQuery): Promise<Window> {
  const { from, to, days = DEFAULT_DAYS, timeZone = null } = query;
  const until = to === undefined ? Prisma.sql`now()` : buildMoment(to);
  const start =
    from === undefined
      ? Prisma.sql`(date_trunc('day', ${until} at time zone name) - make_interval(days => ${days - 1}::int)) at time zone name`
      : buildMoment(from);
  // A day is not always 24 hours: the time zone gives the next midnight.
  const end = to !== undefined && IS_DAY.test(to) ? buildMoment(to, 1) : until;
  const lastMoment = Prisma.sql`${end} + interval '15 minutes' - interval '1 microsecond'`;
  const [row] = await database.$queryRaw<[Window]>`
    with zone as (
      select coalesce(${timeZone}, (select time_zone from teams where id = ${teamId}), 'UTC') as name
    ), window_asked as (
      select name, ${start} as start, ${lastMoment} as last_moment from zone
    )
    select ${Prisma.raw(quarterStart('start'))} as from, ${Prisma.raw(quarterStart('last_moment'))} as until, name as "timeZone"
    from window_asked`;
  return row;
}

function buildMoment(text: string, daysLater = 0): Prisma.Sql {
  return HAS_OFFSET.test(text) && !IS_DAY.test(text)
    ? Prisma.sql`${text}::timestamptz`
    : Prisma.sql`((${text}::timestamp + make_interval(days => ${daysLater}::int)) at time zone name)`;
}
