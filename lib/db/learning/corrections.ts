import type { Database } from '../client';

export interface StoredCorrection {
  teamId: string;
  /** The features that the classifier trains on, as the engine wrote them. */
  features: unknown;
}

/** More corrections would not improve the classifier and would take longer. */
const MAX_PER_TEAM = 500;

/** Teams with a correction or a withdrawal since a time, each with its latest time; oldest first. */
export async function teamsCorrectingSince(
  database: Database,
  since: Date,
): Promise<{ teamId: string; updatedAt: Date }[]> {
  return database.$queryRaw<{ teamId: string; updatedAt: Date }[]>`
    select team_id as "teamId", max(created_at) as "updatedAt" from feedback
    where created_at > ${since} and kind in ('correction', 'reversal')
    group by team_id order by 2`;
}

/** The current corrections of a team, oldest first: the latest of each rater, unless it was withdrawn. */
export async function listCorrections(database: Database, teamId: string): Promise<StoredCorrection[]> {
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
