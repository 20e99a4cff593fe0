import { newId } from '../engine/id';
import type { Database } from './client';

export interface Team {
  id: string;
  name: string;
}

const FIRST_TEAM_LOCK = 0x61336e;

/** The oldest team; made on the first start, so that keys can be created before anybody has signed in. */
export async function ensureFirstTeam(database: Database): Promise<Team> {
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`select pg_advisory_xact_lock(${FIRST_TEAM_LOCK})`;
    const first = await transaction.team.findFirst({ orderBy: { createdAt: 'asc' } });
    return first ?? transaction.team.create({ data: { id: newId('team'), name: 'Workspace' } });
  });
}

/** A team by its id or, whatever the case, its name. */
export async function findTeam(database: Database, idOrName: string): Promise<Team | null> {
  return database.team.findFirst({
    where: { OR: [{ id: idOrName }, { name: { equals: idOrName, mode: 'insensitive' } }] },
  });
}
