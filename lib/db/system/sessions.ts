import type { Database } from '../client';

export interface StoredSession {
  teamId: string;
  session: string;
  model: string;
  target: string;
  updatedAt: Date;
}

const MAX_LOADED = 50_000;
const KEPT_DAYS = 30;

/** The conversations that moved since a time, oldest first: what another process, or this one before a restart, decided. */
export async function sessionsSince(database: Database, since: Date): Promise<StoredSession[]> {
  const rows = await database.session.findMany({
    where: { updatedAt: { gt: since } },
    orderBy: { updatedAt: 'desc' },
    take: MAX_LOADED,
  });
  return rows.reverse();
}

/** Forgets conversations that nobody went on with. */
export async function sweepSessions(database: Database): Promise<void> {
  await database.$executeRaw`delete from sessions where updated_at < now() - make_interval(days => ${KEPT_DAYS}::int)`;
}
