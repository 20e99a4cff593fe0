import type { Database } from '../client';

export interface StoredCorrection {
  teamId: string;
  /** What the classifier trains on, as the engine wrote it. */
  features: unknown;
}

/** More would not be learned better, only more slowly. */
const MAX_PER_TEAM = 500;

/** Teams that corrected something, or took something back, since a time, with the last time; oldest first. */
export async function teamsCorrectingSince(
  database: Database,
  since: Date,
): Promise<{ teamId: string; updatedAt: Date }[]> {
  return database.$queryRaw<{ teamId: string; updatedAt: Date }[]>`
    select team_id as "teamId", max(created_at) as "updatedAt" from feedback
    where created_at > ${since} and kind in ('correction', 'reversal')
    group by team_id order by 2`;
}

/** The corrections of a team that still stand, oldest first: the last word of each rater, unless it was taken back. */
export async function correctionsOf(database: Database, teamId: string): Promise<StoredCorrection[]> {
  const rows = await database.$queryRaw<{ features: unknown }[]>`
    select features from (
      select * from (
        select distinct on (request_id, rater) id, created_at, kind, features
        from feedback where team_id = ${teamId} and (kind = 'correction' or reverses = 'correction')
        order by request_id, rater, created_at desc, id desc
      ) as last_word
      where kind = 'correction' and features is not null
      order by created_at desc, id desc limit ${MAX_PER_TEAM}
    ) as latest
    order by created_at, id`;
  return rows.map(({ features }) => ({ teamId, features }));
}
