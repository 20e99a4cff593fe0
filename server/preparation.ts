import fs from 'node:fs';
import { claimOwner } from '../lib/auth/first-owner';
import { missingMigrations } from '../lib/db/system/migrations';
import { errorFacts } from '../lib/log';
import { prepareDatabase, type Runtime } from '../lib/runtime/runtime';

const RETRY_MS = 2_000;

export interface PreparationInput {
  runtime: Pick<Runtime, 'database' | 'databaseWatch' | 'env' | 'isPrepared' | 'knowledge' | 'lease' | 'log'>;
  /** Folder of the migrations that the database must have. */
  migrations: string;
  /** The server's public origin. */
  origin: string;
}

/**
 * Prepares the database and waits for it as long as needed; meanwhile /healthz answers and /readyz reports why the server
 * is not ready. Resolves to the one-time link for the first owner, or to null when an owner exists.
 */
export async function preparation({ runtime, migrations, origin }: PreparationInput): Promise<string | null> {
  const link = await retryForever(runtime, async () => {
    await requireMigrations(runtime, migrations);
    await prepareDatabase(runtime);
    return claimOwner(runtime, origin);
  });
  runtime.isPrepared = true;
  return link;
}

/** Retries until it succeeds. Each problem is logged once; the watch logs that the database is away. */
async function retryForever<T>(
  { databaseWatch, log }: Pick<Runtime, 'databaseWatch' | 'log'>,
  work: () => Promise<T>,
): Promise<T> {
  let logged = '';
  for (;;) {
    try {
      return await databaseWatch.over(work);
    } catch (error) {
      const problem = String(errorFacts(error).error);
      if (!databaseWatch.isAway && problem !== logged)
        log('warn', 'The database cannot be used yet; trying again.', { obstacle: problem });
      logged = problem;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** `npm start` applies migrations and may still be waiting for the database; until then the schema is not ours. */
async function requireMigrations({ database }: Pick<Runtime, 'database'>, folder: string): Promise<void> {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const missing = await missingMigrations(database, names);
  if (missing.length > 0) throw new Error(`Migrations are missing: ${missing.join(', ')}.`);
}
