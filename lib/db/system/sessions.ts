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

/** The conversations with a change since a time, oldest first: by another process, or by this one before a restart. */
export async function sessionsSince(database: Database, since: Date): Promise<StoredSession[]> {
  const rows = await database.session.findMany({
    where: { updatedAt: { gt: since } },
    orderBy: { updatedAt: 'desc' },
    take: MAX_LOADED,
  });
  return rows.reverse();
}

/** Deletes conversations without recent changes. */
export async function deleteOldSessions(database: Database): Promise<void> {
  await database.$executeRaw`delete from sessions where updated_at < now() - make_interval(days => ${KEPT_DAYS}::int)`;
}
