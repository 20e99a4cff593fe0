import { Prisma } from '../generated/client';

export interface Span {
  from: Date;
  until: Date;
}

/** The zone whose days the rows of a reading must not straddle; null: no days are told apart, `never`: not even hours. */
export type DayZone = string | null | 'never';

/**
 * The rows of a rollup that make up a window, as a table of `grain`, `start` and `stop` to join with: the team's whole
 * days within it, and quarters before the first and after the last. Quarters alone where the days of another zone, or
 * hours, are told apart. So a quarter of a year is some hundred slots to read, not nine thousand.
 */
export function partsOf(teamId: string, span: Span, dayZone: DayZone): Prisma.Sql {
  const zone = Prisma.sql`(select time_zone from teams where id = ${teamId})`;
  if (dayZone === 'never') return Prisma.sql`(values ('quarter', ${span.from}::timestamptz, ${span.until}::timestamptz)) as part (grain, start, stop)`;
  const isFitting = dayZone === null ? Prisma.sql`true` : Prisma.sql`${zone} = ${dayZone}`;
  return partsBy({ span, zone, isFitting, fine: 'quarter' });
}

/** The same for latencies, whose days are UTC's and whose fine rows are hours. */
export function latencyParts(span: Span): Prisma.Sql {
  return partsBy({ span, zone: Prisma.sql`'UTC'`, isFitting: Prisma.sql`true`, fine: 'hour' });
}

interface Division {
  span: Span;
  zone: Prisma.Sql;
  /** Whether days of the zone may be read at all. */
  isFitting: Prisma.Sql;
  fine: 'quarter' | 'hour';
}

/** Without a whole day, or when days do not fit, the first of the fine parts is the whole window and the others are empty. */
function partsBy({ span: { from, until }, zone, isFitting, fine }: Division): Prisma.Sql {
  return Prisma.sql`(
    select part.* from (
      select case when fits then
          (date_trunc('day', (${from}::timestamptz - interval '1 microsecond') at time zone zone) + interval '1 day') at time zone zone
        else 'infinity' end as first_day,
        case when fits then date_trunc('day', ${until}::timestamptz, zone) else '-infinity' end as day_after
      from (select ${zone} as zone, ${isFitting} as fits) as zoned
    ) as days, lateral (
      values ('day', first_day, day_after),
        (${fine}, ${from}::timestamptz, least(first_day, ${until}::timestamptz)),
        (${fine}, greatest(day_after, first_day), ${until}::timestamptz)
    ) as part (grain, start, stop)
  ) as part`;
}
