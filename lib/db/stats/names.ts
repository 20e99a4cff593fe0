import type { Database } from '../client';
import type { TeamIds } from '../rollup/parts';
import type { Dimension } from './sums';

/** Display names of the keys, users or team that groups refer to; empty for other dimensions. */
export async function findGroupNames(
  database: Database,
  teamIds: TeamIds,
  dimension: Dimension | undefined,
  groups: { name: string | null }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(groups.flatMap(({ name }) => name ?? []))];
  const rows = await named(database, [teamIds].flat(), dimension, ids);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function named(database: Database, teamIds: string[], dimension: Dimension | undefined, ids: string[]) {
  const select = { id: true, name: true };
  if (dimension === 'key')
    return database.apiKey.findMany({ where: { teamId: { in: teamIds }, id: { in: ids } }, select });
  if (dimension === 'user') return database.user.findMany({ where: { id: { in: ids } }, select });
  if (dimension === 'team') return database.team.findMany({ where: { id: { in: teamIds } }, select });
  return [];
}
