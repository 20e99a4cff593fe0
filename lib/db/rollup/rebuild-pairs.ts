import { Prisma } from '../generated/client';
import { teamDayStart } from './sql';

/** Days in UTC, all of a team's days, or everything. */
export type PairsToRebuild = { from?: Date | undefined; until?: Date | undefined } | { teamId: string };

/**
 * Recomputes pairs of models from the current votes; voting waits in the meantime. A vote for one of n answers is a win
 * over each other model, a tie of n is a tie of each pair, all bad counts nowhere (lib/engine/preference/vote-pairs).
 * Votes are kept as long as their comparison, independent of the ledger.
 */
export async function rebuildPairs(transaction: Prisma.TransactionClient, what: PairsToRebuild = {}): Promise<void> {
  await transaction.$executeRawUnsafe('lock table rollup_pairs in share row exclusive mode');
  await transaction.$executeRaw`
    delete from rollup_pairs as dated using teams where teams.id = dated.team_id and ${within(what)}`;
  await transaction.$executeRaw`
    with dated as (
      select votes.*, ${DAY} as slot from votes where withdrawn_at is null and choice <> 'all_bad'
    ), counted as (
      select dated.* from dated join teams on teams.id = dated.team_id where ${within(what)}
    ), met as (
      select counted.*, models[winner + 1] as one, other as two, 1 as won, 0 as tied
      from counted cross join unnest(models) as other where choice = 'answer'
      union all
      select counted.*, x.model, y.model, 0, 1
      from counted cross join unnest(models) with ordinality as x (model, i)
        cross join unnest(models) with ordinality as y (model, j)
      where choice = 'tie' and i < j
    )
    insert into rollup_pairs (team_id, slot, category, is_blind, model_a, model_b, wins_a, wins_b, ties)
    select team_id, slot, category, is_blind, least(one, two), greatest(one, two),
      sum(case when one < two then won else 0 end), sum(case when one > two then won else 0 end), sum(tied)
    from (
      select team_id, slot, category, is_blind, one collate "C" as one, two collate "C" as two, won, tied
      from met where one <> two
    ) as apart
    group by 1, 2, 3, 4, 5, 6`;
}

const DAY = Prisma.raw(teamDayStart('votes.created_at', 'votes.team_id'));

/** Rows of the teams' days that touch a window, in any time zone. */
function within(what: PairsToRebuild): Prisma.Sql {
  if ('teamId' in what) return Prisma.sql`teams.id = ${what.teamId}`;
  const from = what.from ?? new Date(0);
  const until = what.until ?? new Date(Date.UTC(9999, 0));
  return Prisma.sql`
    slot >= date_trunc('day', ${from}::timestamptz, teams.time_zone)
    and slot < date_trunc('day', ${until}::timestamptz - interval '1 microsecond', teams.time_zone) + interval '1 hour'`;
}
