import { Prisma } from '../generated/client';

export interface Span {
  from: Date;
  until: Date;
}

/** What a reading tells apart: nothing within its span, the days (weeks, months) of a zone, or hours. */
export type Resolution = 'whole' | { days: string } | 'hours';

/**
 * The rows of a team's rollup that make up a span, as the table `rollup`: the team's whole days within it, and quarters
 * before the first and after the last. Quarters alone where the days of another zone, or hours, are told apart. So a
 * quarter of a year is some hundred slots to read, not nine thousand.
 */
export function rowsOf(table: string, teamId: string, span: Span, resolution: Resolution): Prisma.Sql {
  const zone = Prisma.sql`(select time_zone from teams where id = ${teamId})`;
  const hasDays =
    resolution === 'whole'
      ? Prisma.sql`true`
      : resolution === 'hours'
        ? Prisma.sql`false`
        : Prisma.sql`${zone} = ${resolution.days}`;
  return rowsIn(table, teamId, partsBy({ span, zone, hasDays, fine: 'quarter' }));
}

/** The same for latencies, whose days are UTC's and whose fine rows are hours. */
export function latencyRowsOf(teamId: string, span: Span): Prisma.Sql {
  const parts = partsBy({ span, zone: Prisma.sql`'UTC'`, hasDays: Prisma.sql`true`, fine: 'hour' });
  return rowsIn('rollup_latency', teamId, parts);
}

/** The fence makes each part one walk along the primary key: a join by grain would read the whole table instead. */
function rowsIn(table: string, teamId: string, parts: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${parts} cross join lateral (
    select * from ${Prisma.raw(table)} as held
    where team_id = ${teamId} and held.grain = part.grain and slot >= start and slot < stop
    offset 0
  ) as rollup`;
}

interface Division {
  span: Span;
  zone: Prisma.Sql;
  /** Whether rows of the zone's days may be read. */
  hasDays: Prisma.Sql;
  fine: 'quarter' | 'hour';
}

/** Without a whole day, the first of the fine parts is the whole span and the others are empty. */
function partsBy({ span: { from, until }, zone, hasDays, fine }: Division): Prisma.Sql {
  return Prisma.sql`(
    select part.* from (
      select case when has_days then
          (date_trunc('day', (${from}::timestamptz - interval '1 microsecond') at time zone zone) + interval '1 day') at time zone zone
        else 'infinity' end as first_day,
        case when has_days then date_trunc('day', ${until}::timestamptz, zone) else '-infinity' end as day_after
      from (select ${zone} as zone, ${hasDays} as has_days) as zoned
    ) as days, lateral (
      values ('day', first_day, day_after),
        (${fine}, ${from}::timestamptz, least(first_day, ${until}::timestamptz)),
        (${fine}, greatest(day_after, first_day), ${until}::timestamptz)
    ) as part (grain, start, stop)
  ) as part`;
}
