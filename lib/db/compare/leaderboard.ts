import type { RatingSum, VoteSum } from '../../engine/preference/board';
import type { Database } from '../client';
import { Prisma } from '../generated/client';

/** The filter: teams, and a number of their days up to today; null: all time. */
export interface BoardQuery {
  teamIds: string[];
  days: number | null;
}

export interface BoardSums {
  votes: VoteSum[];
  ratings: RatingSum[];
}

/** Current votes by pairs of models, and ratings, from the rollups: one index scan over each team's days. */
export async function boardSums(database: Database, query: BoardQuery): Promise<BoardSums> {
  const [votes, ratings] = await Promise.all([
    database.$queryRaw<VoteSum[]>`
      select rollup.category, is_blind as "isBlind", model_a as a, model_b as b,
        sum(wins_a)::int as "winsA", sum(wins_b)::int as "winsB", sum(ties)::int as ties
      from ${teamsFrom(query)} cross join lateral (
        select * from rollup_pairs where team_id = owner and slot >= first_day offset 0
      ) as rollup
      group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    database.$queryRaw<RatingSum[]>`
      select model, category, sum(rated)::int as rated, sum(up)::int as up, sum(down)::int as down
      from ${teamsFrom(query)} cross join lateral (
        select * from rollup_outcomes where team_id = owner and grain = 'day' and slot >= first_day offset 0
      ) as rollup
      where kind = 'rating'
      group by 1, 2 having sum(rated) > 0 order by 1, 2`,
  ]);
  return { votes, ratings };
}

/** Each team with the start of the first day that counts, in its own time zone. */
function teamsFrom({ teamIds, days }: BoardQuery): Prisma.Sql {
  const firstDay =
    days === null
      ? Prisma.sql`'-infinity'::timestamptz`
      : Prisma.sql`(date_trunc('day', now() at time zone time_zone) - make_interval(days => ${days - 1}::int)) at time zone time_zone`;
  return Prisma.sql`(select id as owner, ${firstDay} as first_day from teams where id = any(${teamIds})) as board_teams`;
}
