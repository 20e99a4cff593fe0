import path from 'node:path';
import pg from 'pg';
import { note, SetupError, step } from './console.mjs';
import { root } from './paths.mjs';

/** The database to use: the operator's own, or the embedded one. `stop` ends what was started. */
export async function openDatabase(env) {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, stop: async () => {} };
  const { startPostgres } = await import('./postgres.mjs');
  const { url, joined, stop } = await startPostgres();
  step(joined ? 'embedded PostgreSQL joined' : 'embedded PostgreSQL started');
  return { url, stop };
}

/** Brings the schema up to date. Throws `SetupError` when the database cannot be reached. */
export async function migrate(url) {
  const { applyMigrations } = await import('../prisma/wasm-engine.mjs');
  try {
    const applied = await applyMigrations(url, path.join(root, 'prisma/migrations'));
    step(applied.length > 0 ? `database migrated (${applied.length} new)` : 'database up to date');
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    note(String(error.message).split('\n')[0]);
    throw new SetupError(`The database ${pathname.slice(1)} at ${hostname}:${port || 5432} could not be migrated.`, {
      cause: error,
    });
  }
}

const RETRY_MS = 2_000;
const CONNECT_TIMEOUT_MS = 3_000;

/** The same for an operator's own database, which may be away. Resolves to whether it was there to be migrated. */
export async function migrateIfThere(url) {
  if (!(await isThere(url))) return false;
  try {
    await migrate(url);
    return true;
  } catch (error) {
    if (await isThere(url)) throw error;
    return false;
  }
}

/** Migrates as soon as the database is back. What else goes wrong is told once and tried again while `isWanted`. */
export async function migrateWhenBack(url, isWanted) {
  let told = '';
  while (isWanted()) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    try {
      if (await migrateIfThere(url)) return;
    } catch (error) {
      if (error.message !== told) console.error(error.message);
      told = error.message;
    }
  }
}

/** Codes of the network and of a PostgreSQL that is starting, stopping or full: they pass by themselves. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08...|57P0[1235]|53300)$/;

/** False while a database is away; true when it answers, be it with a refusal that waiting would not mend. */
async function isThere(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    return error.code ? !AWAY.test(error.code) : !/terminated|timeout/.test(error.message);
  } finally {
    await client.end().catch(() => undefined);
  }
}
