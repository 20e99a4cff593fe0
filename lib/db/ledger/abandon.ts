import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { SETTLED_ROLLUPS } from '../rollup/definitions';
import { additionsTo, quarterStart, sources, teamDayStart } from '../rollup/sql';

/** Far longer than the lease of any process: a row that is pending this long without a living process was abandoned. */
const ABANDONED_AFTER_MINUTES = 15;

const QUARTER = Prisma.raw(quarterStart('requests.created_at'));
const DAY = Prisma.raw(teamDayStart('requests.created_at', 'requests.team_id'));
const ROLLUP_ADDITIONS = Prisma.raw(`${sources('both')}, ${additionsTo(SETTLED_ROLLUPS)}`);

/** Ends the requests that dead processes left pending. Resolves to their number. */
export async function endAbandonedRequests(database: Database, deadProcesses: string[] = []): Promise<number> {
  const [row] = await database.$queryRaw<{ swept: number }[]>`
    with settled as (
      update requests set status = 'abandoned', settled_at = now(), reserved_nano_usd = 0,
        cost_nano_usd = 0, cost_state = 'estimated',
        failure_kind = 'abandoned', failure_message = 'The server stopped before the request ended.'
      from requests as before
      where before.id = requests.id and requests.status = 'pending' and (
        requests.process_id = any(${deadProcesses})
        or requests.created_at < now() - make_interval(mins => ${ABANDONED_AFTER_MINUTES}::int)
          and not exists (select from processes where processes.id = requests.process_id)
      )
      returning requests.*, before.reserved_nano_usd as was_reserved, 1 as lanes, ${QUARTER} as quarter, ${DAY} as day
    ), locked as (
      select id, period_start from budgets
      where id in (select unnest(budget_ids) from settled) order by id for update
    ), released as (
      update budgets set reserved_nano_usd = reserved_nano_usd - sums.reserved
      from (
        select locked.id, sum(was_reserved) as reserved
        from settled, unnest(budget_ids) as budget_id
        join locked on locked.id = budget_id where created_at >= period_start group by 1
      ) as sums
      where budgets.id = sums.id
    ), called as (
      -- The calls before the crash are unknown.
      select attempts.*, null::text as team_id, null::timestamptz as quarter, null::timestamptz as day from attempts where false
    ), ${ROLLUP_ADDITIONS}
    select count(*)::int as swept from settled`;
  return row?.swept ?? 0;
}
