import { createDatabase, type Database } from '../lib/db/client';
import { readEnv } from '../lib/env';

/** Runs a command on the database that the launcher found or started. */
export async function withDatabase(run: (database: Database) => Promise<void>): Promise<void> {
  const { DATABASE_URL: url } = readEnv();
  if (!url) throw new Error('DATABASE_URL is not set.');
  const database = createDatabase(url);
  try {
    await run(database);
  } finally {
    await database.$disconnect();
  }
}
