/**
 * Applies prisma/migrations over `pg`. The history is the one that Prisma keeps, so `prisma migrate` works on the same
 * database. Node's own modules and `pg` only: this runs before anything is bundled.
 */
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** The key that Prisma's own commands lock. */
const LOCK = 72_707_369;
const LOCK_RETRY_MS = 100;

/** Prisma's definition of the table. */
const CREATE_HISTORY = `create table _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

/** PostgreSQL runs these statements on their own only; such a migration holds one statement. */
const NOT_IN_TRANSACTION = /\bconcurrently\b/i;

/** A migration that the database cannot take. The message names it and says what to do. */
export class MigrationError extends Error {}

/**
 * Applies the migrations that the database does not have yet, in order, and returns their names. Each one commits
 * together with its row in the history. Throws `MigrationError`; `warn` receives what does not prevent a start.
 */
export async function applyMigrations(url, directory, { warn = console.warn } = {}) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await lock(client);
    const history = await readHistory(client);
    const pending = findPending(readMigrations(directory), history, warn);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Polls: a session that waits inside `pg_advisory_lock` would block another one's `create index concurrently`. */
async function lock(client) {
  for (;;) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [LOCK]);
    if (rows[0].locked) return;
    await sleep(LOCK_RETRY_MS);
  }
}

async function readHistory(client) {
  const { rows: tables } = await client.query(`
    select relname from pg_class
    where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace
      and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')`);
  if (tables.some(({ relname }) => relname === '_prisma_migrations')) {
    const { rows } = await client.query('select * from _prisma_migrations where rolled_back_at is null');
    return rows;
  }
  if (tables.length > 0)
    throw new MigrationError(
      `It has tables already (${tables[0].relname}, …) but no migration history. Use an empty database.`,
    );
  await client.query(CREATE_HISTORY);
  return [];
}

function readMigrations(directory) {
  const folders = fs.readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => ({ name, sql: fs.readFileSync(path.join(directory, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findPending(migrations, history, warn) {
  const failed = history.find(({ finished_at }) => finished_at === null);
  if (failed)
    throw new MigrationError(
      `Migration ${failed.migration_name} failed in an earlier run: ${failed.logs ?? 'it did not finish.'}\n` +
        nextSteps(failed.migration_name, false),
    );
  const checksums = new Map(history.map(({ migration_name, checksum }) => [migration_name, checksum]));
  for (const { name, sql } of migrations)
    if (checksums.has(name) && !matches(sql, checksums.get(name)))
      warn(`Migration ${name} was modified after it was applied. Its changes are not in the database.`);
  return migrations.filter(({ name }) => !checksums.has(name));
}

/** A checkout on Windows may have other line ends; like Prisma, either counts as the same file. */
function matches(sql, checksum) {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum);
}

function checksumOf(sql) {
  return createHash('sha256').update(sql).digest('hex');
}

async function apply(client, { name, sql }) {
  const isTransactional = !NOT_IN_TRANSACTION.test(sql.replace(/--.*/g, ''));
  const id = randomUUID();
  if (isTransactional) await client.query('begin');
  try {
    const values = [id, checksumOf(sql), name];
    await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', values);
    await client.query(sql);
    await client.query(
      'update _prisma_migrations set finished_at = clock_timestamp(), applied_steps_count = 1 where id = $1',
      [id],
    );
    if (isTransactional) await client.query('commit');
  } catch (error) {
    if (isTransactional) await client.query('rollback').catch(() => undefined);
    else await client.query('update _prisma_migrations set logs = $2 where id = $1', [id, error.message]);
    throw new MigrationError(`Migration ${name} failed: ${error.message}\n${nextSteps(name, isTransactional)}`, {
      cause: error,
    });
  }
}

function nextSteps(name, isRolledBack) {
  if (isRolledBack) return 'It was rolled back and changed nothing. Fix the cause and start again.';
  return (
    'Undo what it left behind, then run ' +
    `\`DATABASE_URL=… npm run prisma -- migrate resolve --rolled-back ${name}\` and start again.`
  );
}
