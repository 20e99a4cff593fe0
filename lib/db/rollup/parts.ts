import { Prisma } from '../generated/client';

export interface Span {
  from: Date;
  until: Date;
}

/** What a reading tells apart: nothing within its span, the days (weeks, months) of a zone, or hours. */
export type Resolution = 'whole' | { days: string } | 'hours';

/**
 * The rows of a rollup that make up a span, as a table `part` of `grain`, `start` and `stop` to join with: the team's
 * whole days within it, and quarters before the first and after the last. Quarters alone where the days of another zone,
 * or hours, are told apart. So a quarter of a year is some hundred slots to read, not nine thousand.
 */
export function partsOf(teamId: string, span: Span, resolution: Resolution): Prisma.Sql {
  const zone = Prisma.sql`(select time_zone from teams where id = ${teamId})`;
  if (resolution === 'hours') return partsBy({ span, zone, hasDays: Prisma.sql`false`, fine: 'quarter' });
  const hasDays = resolution === 'whole' ? Prisma.sql`true` : Prisma.sql`${zone} = ${resolution.days}`;
  return partsBy({ span, zone, hasDays, fine: 'quarter' });
}

/** The same for latencies, whose days are UTC's and whose fine rows are hours. */
export function latencyParts(span: Span): Prisma.Sql {
  return partsBy({ span, zone: Prisma.sql`'UTC'`, hasDays: Prisma.sql`true`, fine: 'hour' });
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
