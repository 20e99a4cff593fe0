import { createDatabase, type Database } from '../lib/db/client';
import { readEnv } from '../lib/env';
import type { OpenDatabase } from './command';

/** Runs something on the database, and closes the connections to it afterwards. */
export async function withDatabase(open: OpenDatabase, run: (database: Database) => Promise<void>): Promise<void> {
  const database = createDatabase(await open());
  try {
    await run(database);
  } finally {
    await database.$disconnect();
  }
}

/** The database that `DATABASE_URL` names. Throws when it names none. */
export async function databaseOfEnvironment(): Promise<string> {
  const { DATABASE_URL: url } = readEnv();
  if (!url) throw new Error('DATABASE_URL is not set.');
  return url;
}
