import { Prisma } from '../generated/client';

export interface Span {
  from: Date;
  until: Date;
}

/** What a query groups by: nothing within its span, the days (weeks, months) of a time zone, or hours. */
export type Resolution = 'whole' | { days: string } | 'hours';

/** One team, or several with rows that are read together. */
export type TeamIds = string | string[];

/**
 * The rows of a team's rollup that cover a span, as the table `rollup`: whole days of the team's zone, and quarters
 * before the first and after the last. Only quarters when grouping by another zone's days or by hours. So three months
 * are about a hundred slots instead of nine thousand. Each of several teams has its own days.
 */
export function selectRows(table: string, teamIds: TeamIds, span: Span, resolution: Resolution): Prisma.Sql {
  const zone = Prisma.sql`team.zone`;
  if (resolution === 'hours')
    return rowsIn(table, teamIds, { span, zone, hasDays: Prisma.sql`false`, fine: 'quarter' });
  const hasDays = resolution === 'whole' ? Prisma.sql`true` : Prisma.sql`${zone} = ${resolution.days}`;
  return rowsIn(table, teamIds, { span, zone, hasDays, fine: 'quarter' });
}

/** The same for latencies: their days are in UTC, and their fine rows are hours. */
export function selectLatencyRows(teamIds: TeamIds, span: Span): Prisma.Sql {
  const division = { span, zone: Prisma.sql`'UTC'`, hasDays: Prisma.sql`true`, fine: 'hour' } as const;
  return rowsIn('rollup_latency', teamIds, division);
}

interface Division {
  span: Span;
  zone: Prisma.Sql;
  /** Whether rows of the zone's days may be read. */
  hasDays: Prisma.Sql;
  fine: 'quarter' | 'hour';
}

/** The `offset 0` makes each part one scan of the primary key: a join by grain would read the whole table instead. */
function rowsIn(table: string, teamIds: TeamIds, division: Division): Prisma.Sql {
  return Prisma.sql`(select id as owner, time_zone as zone from teams where id = any(${[teamIds].flat()})) as team
    cross join lateral ${partsBy(division)}
    cross join lateral (
      select * from ${Prisma.raw(table)} as held
      where team_id = owner and held.grain = part.grain and slot >= start and slot < stop
      offset 0
    ) as rollup`;
}

/** Without a whole day, the first of the fine parts is the whole span and the others are empty. */
function partsBy({ span: { from, until }, zone, hasDays, fine }: Division): Prisma.Sql {
  return Prisma.sql`(
    select part.* from (
      select case when ${hasDays} then
          (date_trunc('day', (${from}::timestamptz - interval '1 microsecond') at time zone ${zone}) + interval '1 day')
            at time zone ${zone}
        else 'infinity' end as first_day,
        case when ${hasDays} then date_trunc('day', ${until}::timestamptz, ${zone}) else '-infinity' end as day_after
    ) as days, lateral (
      values ('day', first_day, day_after),
        (${fine}, ${from}::timestamptz, least(first_day, ${until}::timestamptz)),
        (${fine}, greatest(day_after, first_day), ${until}::timestamptz)
    ) as part (grain, start, stop)
  ) as part`;
}
