import { createDatabase, type Database } from '../lib/db/client';
import { readEnv } from '../lib/env';
import type { OpenDatabase } from './command';

/** Runs a function on the database, then closes its connections. */
export async function withDatabase(open: OpenDatabase, run: (database: Database) => Promise<void>): Promise<void> {
  const database = createDatabase(await open());
  try {
    await run(database);
  } finally {
    await database.$disconnect();
  }
}

/** The database that `DATABASE_URL` names. Throws when it is not set. */
export async function databaseOfEnvironment(): Promise<string> {
  const { DATABASE_URL: url } = readEnv();
  if (!url) throw new Error('DATABASE_URL is not set.');
  return url;
}
