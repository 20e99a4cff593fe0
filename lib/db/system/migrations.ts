import type { Database } from '../client';

/** The migrations that the database does not have yet. Rejects while the database is unavailable. */
export async function missingMigrations(database: Database, names: string[]): Promise<string[]> {
  const [table] = await database.$queryRaw<{ exists: boolean }[]>`
    select to_regclass('_prisma_migrations') is not null as exists`;
  if (!table?.exists) return names;
  const applied = await database.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null`;
  const known = new Set(applied.map(({ name }) => name));
  return names.filter((name) => !known.has(name));
}
