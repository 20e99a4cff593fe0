import type { Database } from '../lib/db/client';
import { ensureFirstTeam, findTeam, type Team } from '../lib/db/teams/teams';

/** The team that `--team` names, or the first one. Throws when the name is unknown. */
export async function findTeamByName(database: Database, named: string | undefined): Promise<Team> {
  if (named === undefined) return ensureFirstTeam(database);
  const team = await findTeam(database, named);
  if (!team) throw new Error(`There is no team "${named}".`);
  return team;
}
