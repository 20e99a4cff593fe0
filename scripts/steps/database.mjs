import path from 'node:path';
import pg from 'pg';
import { SetupError, step } from './console.mjs';
import { applyMigrations } from './migrations.mjs';
import { root } from './paths.mjs';

/** Opens the operator's own database or the embedded one. `stop` ends what was started. */
export async function openDatabase(env) {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, stop: async () => {} };
  const { startPostgres } = await import('./postgres.mjs');
  const { url, joined, stop } = await startPostgres();
  step(joined ? 'embedded PostgreSQL joined' : 'embedded PostgreSQL started');
  return { url, stop };
}

/** Brings the schema up to date. Throws `SetupError` when the database cannot be reached or migrated. */
export async function migrate(url) {
  try {
    const applied = await applyMigrations(url, path.join(root, 'prisma/migrations'));
    step(applied.length > 0 ? `database migrated (${applied.length} new)` : 'database up to date');
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    throw new SetupError(
      `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} could not be migrated.\n${error.message}`,
      { cause: error },
    );
  }
}

const RETRY_MS = 2_000;
const CONNECT_TIMEOUT_MS = 3_000;

/** Migrates an operator's own database unless it is unavailable. Resolves to whether it was migrated. */
export async function migrateIfAvailable(url) {
  if (!(await isAvailable(url))) return false;
  try {
    await migrate(url);
    return true;
  } catch (error) {
    if (await isAvailable(url)) throw error;
    return false;
  }
}

/** Retries until the database is migrated, or until `isWanted` turns false. Prints each new error once. */
export async function migrateUntilDone(url, isWanted) {
  let printed = '';
  while (isWanted()) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    try {
      if (await migrateIfAvailable(url)) return;
    } catch (error) {
      if (error.message !== printed) console.error(error.message);
      printed = error.message;
    }
  }
}

/** Network errors, and a PostgreSQL that is starting, stopping or full: retrying helps. */
const TRANSIENT =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08...|57P0[1235]|53300)$/;

/** True when the server answers, even with an error that retrying cannot fix, such as a wrong password. */
async function isAvailable(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    return error.code ? !TRANSIENT.test(error.code) : !/terminated|timeout/.test(error.message);
  } finally {
    await client.end().catch(() => undefined);
  }
}
