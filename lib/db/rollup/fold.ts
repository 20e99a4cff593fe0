import { DAY_MS } from '../../engine/time';
import { Prisma } from '../generated/client';
import { FOLDED_ROLLUPS, OUTCOMES, REQUESTS, type Rollup } from './definitions';

/** Blocks writers of rollups, before they write anything, until the transaction ends. */
export async function blockWriters(transaction: Prisma.TransactionClient): Promise<void> {
  await transaction.$executeRawUnsafe(`lock table ${REQUESTS.table}, ${OUTCOMES.table} in share row exclusive mode`);
}

/** Recomputes days from their quarters: those of all teams that touch a window, or all days of one team. */
export async function foldDays(
  transaction: Prisma.TransactionClient,
  what: { from: Date; until: Date } | { teamId: string },
): Promise<void> {
  for (const rollup of FOLDED_ROLLUPS) {
    const table = Prisma.raw(rollup.table);
    await transaction.$executeRaw`
      delete from ${table} as rollup using teams
      where rollup.team_id = teams.id and grain = 'day' and ${touching(what)}`;
    await transaction.$executeRaw`
      insert into ${table} (${Prisma.raw(listColumns(rollup))})
      select ${Prisma.raw(sumsByDay(rollup))}
      from ${table} as rollup join teams on teams.id = rollup.team_id
      where grain = 'quarter' and ${touching(what)}
      group by ${Prisma.raw(
        Object.keys(rollup.keys)
          .map((_, i) => i + 1)
          .join(', '),
      )}`;
  }
}

/**
 * Rows of the teams' days that start before the window's end and end after its start, in any time zone. The extra day
 * on either side covers every zone, and tells the planner how few rows match.
 */
function touching(what: { from: Date; until: Date } | { teamId: string }): Prisma.Sql {
  if ('teamId' in what) return Prisma.sql`teams.id = ${what.teamId}`;
  return Prisma.sql`
    slot >= ${new Date(what.from.getTime() - DAY_MS)} and slot < ${new Date(what.until.getTime() + DAY_MS)}
    and slot >= date_trunc('day', ${what.from}::timestamptz, teams.time_zone)
    and slot < (
      date_trunc('day', (${what.until}::timestamptz - interval '1 microsecond') at time zone teams.time_zone) + interval '1 day'
    ) at time zone teams.time_zone`;
}

function listColumns({ keys, sums }: Rollup): string {
  return [...Object.keys(keys), ...Object.keys(sums)].join(', ');
}

function sumsByDay({ keys, sums }: Rollup): string {
  const days: Record<string, string> = { grain: "'day'", slot: "date_trunc('day', slot, teams.time_zone)" };
  const values = Object.keys(keys).map((column) => days[column] ?? `rollup.${column}`);
  return [...values, ...Object.keys(sums).map((column) => `sum(rollup.${column})`)].join(', ');
}
