import path from 'node:path';
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
