import fs from 'node:fs';
import { claimOwner } from '../lib/auth/first-owner';
import { missingMigrations } from '../lib/db/system/migrations';
import { errorFacts } from '../lib/log';
import { prepareDatabase, type Runtime } from '../lib/runtime/runtime';

const RETRY_MS = 2_000;

export interface PreparationInput {
  runtime: Runtime;
  /** Where the migrations are that the database must have. */
  migrations: string;
  /** Where people reach this server. */
  origin: string;
}

/**
 * Prepares the database, however long it stays away: /healthz answers meanwhile, /readyz says why it is not ready.
 * Resolves to the one-time link for the first owner, or to null when there is nobody to wait for.
 */
export async function preparation({ runtime, migrations, origin }: PreparationInput): Promise<string | null> {
  const link = await withPatience(runtime, async () => {
    await demandMigrations(runtime, migrations);
    await prepareDatabase(runtime);
    return claimOwner(runtime, origin);
  });
  runtime.isPrepared = true;
  return link;
}

/** Tries until it works. An obstacle is told once, not with each try; that the database is away, its watch tells. */
async function withPatience<T>({ databaseWatch, log }: Runtime, work: () => Promise<T>): Promise<T> {
  let told = '';
  for (;;) {
    try {
      return await databaseWatch.over(work);
    } catch (error) {
      const obstacle = String(errorFacts(error).error);
      if (!databaseWatch.isAway && obstacle !== told)
        log('warn', 'The database cannot be used yet; trying again.', { obstacle });
      told = obstacle;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** `npm start` applies them, and may itself be waiting for the database; until then the tables are not those we know. */
async function demandMigrations({ database }: Runtime, folder: string): Promise<void> {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const missing = await missingMigrations(database, names);
  if (missing.length > 0) throw new Error(`Migrations are missing: ${missing.join(', ')}.`);
}
