import { firstIdFrom, timeOfId } from '../../engine/id';
import type { Database } from '../client';
import type { Prisma } from '../generated/client';

/**
 * The ledger's tables, and the column with the id that gives the month. Attempts come before the requests they refer
 * to.
 */
const TABLES = [
  { table: 'attempts', column: 'request_id' },
  { table: 'requests', column: 'id' },
] as const;

/** How long a statement waits for a lock behind a long query; new queries wait behind it in the meantime. */
const LOCK_TIMEOUT_MS = 200;
const TRIES = 20;
const PAUSE_MS = 150;
const PARTITIONS_LOCK = 0x61336d;

/** A partition: ids from `from` (null: from the first one on) to before `until`. */
interface Partition {
  name: string;
  from: string | null;
  until: string;
}

/**
 * Creates the partitions of the current and the coming months. Rows that arrived before their partition move there from
 * the default partition. Resolves to the names of the new ones.
 */
export async function createMonths(database: Database, now: number, ahead = 2): Promise<string[]> {
  const made: string[] = [];
  for (const { table, column } of TABLES) {
    const known = await listPartitions(database, table);
    const covered = known.reduce((last, { until }) => (until > last ? until : last), '');
    for (let i = 0; i <= ahead; i++) {
      const [start, end] = [monthStart(now, i), monthStart(now, i + 1)];
      const bounds = { from: firstIdFrom('req', start), until: firstIdFrom('req', end) };
      if (bounds.until <= covered) continue;
      const name = `${table}_${new Date(start).toISOString().slice(0, 7).replace('-', '_')}`;
      if (await withRetries(() => createMonth(database, { table, column, name, ...bounds }))) made.push(name);
    }
  }
  return made;
}

interface NewMonth {
  table: string;
  column: string;
  name: string;
  from: string;
  until: string;
}

/**
 * Attaches a table instead of creating it in place, which would lock the parent. The check tells PostgreSQL that it
 * need not scan the rows again.
 */
async function createMonth(database: Database, { table, column, name, from, until }: NewMonth): Promise<boolean> {
  return withLock(database, async (execute, tableExists) => {
    if (await tableExists(name)) return false;
    const within = `${column} >= '${from}' and ${column} < '${until}'`;
    await execute(`create table ${name} (like ${table} including all)`);
    await execute(`lock table ${table}_default in access exclusive mode`);
    await execute(`with moved as (delete from ${table}_default where ${within} returning *)
      insert into ${name} select * from moved`);
    await execute(`alter table ${name} add constraint ${name}_within check (${within})`);
    await execute(`alter table ${table} attach partition ${name} for values from ('${from}') to ('${until}')`);
    await execute(`alter table ${name} drop constraint ${name}_within`);
    return true;
  });
}

/**
 * Removes every partition that ends before a moment, and what an interrupted run left behind. Detaching is instant and
 * waits for its lock in short tries; the files are deleted once no query can read them. Resolves to the names of the
 * removed ones.
 */
export async function dropMonths(database: Database, before: number): Promise<string[]> {
  const limit = firstIdFrom('req', before);
  const dropped: string[] = [];
  for (const { table } of TABLES) {
    const old = (await listPartitions(database, table)).filter(({ until }) => until <= limit);
    for (const { name } of old)
      await withRetries(() =>
        withLock(database, async (execute, tableExists) => {
          if (!(await tableExists(name, table))) return false;
          await execute(`alter table ${table} detach partition ${name}`);
          return true;
        }),
      );
    for (const name of await listDetached(database, table)) if (await deleteTable(database, name)) dropped.push(name);
  }
  return dropped;
}

/** Drops the foreign key first, in its own transaction: that locks `teams`, and deleting large files takes a while. */
async function deleteTable(database: Database, name: string): Promise<boolean> {
  const keys = await database.$queryRaw<{ key: string }[]>`
    select conname as key from pg_constraint where conrelid = to_regclass(${name}) and contype = 'f'`;
  for (const { key } of keys)
    await withRetries(() =>
      withLock(database, async (execute) => {
        await execute(`alter table if exists ${name} drop constraint if exists ${key}`);
        return true;
      }),
    );
  return withRetries(() =>
    withLock(database, async (execute, tableExists) => {
      if (!(await tableExists(name))) return false;
      await execute(`drop table ${name}`);
      return true;
    }),
  );
}

/** The start of the ledger: null while nothing has been removed. The month that starts there is complete. */
export async function ledgerStart(database: Database): Promise<Date | null> {
  const partitions = await listPartitions(database, 'requests');
  if (partitions.length === 0 || partitions.some(({ from }) => from === null)) return null;
  return new Date(Math.min(...partitions.map(({ from }) => timeOfId(from as string))));
}

async function listPartitions(database: Database, table: string): Promise<Partition[]> {
  const rows = await database.$queryRaw<{ name: string; bound: string }[]>`
    select part.relname as name, pg_get_expr(part.relpartbound, part.oid) as bound
    from pg_inherits join pg_class part on part.oid = inhrelid
    where inhparent = to_regclass(${table}) order by 1`;
  return rows.flatMap(({ name, bound }) => {
    const [, from, until] = /FROM \((?:MINVALUE|'(\w+)')\) TO \('(\w+)'\)/.exec(bound) ?? [];
    return until === undefined ? [] : [{ name, from: from ?? null, until }];
  });
}

/** Months that are detached and not deleted yet. */
async function listDetached(database: Database, table: string): Promise<string[]> {
  const rows = await database.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = to_regnamespace(current_schema()) and relkind = 'r' and not relispartition
      and relname ~ ${`^${table}_(first|\\d{4}_\\d{2})$`}`;
  return rows.map(({ name }) => name);
}

type Execute = (sql: string) => Promise<unknown>;
/** Whether a table exists; with a parent, whether it is one of its partitions. */
type TableExists = (name: string, parent?: string) => Promise<boolean>;

/**
 * Runs statements in a transaction, one process at a time, and waits for each lock only briefly. The previous process
 * may have done the work, so the callback checks first and returns whether it did anything.
 */
async function withLock(
  database: Database,
  run: (execute: Execute, tableExists: TableExists) => Promise<boolean>,
): Promise<boolean> {
  return database.$transaction(
    async (transaction: Prisma.TransactionClient) => {
      await transaction.$executeRawUnsafe(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
      await transaction.$executeRaw`select pg_advisory_xact_lock(${PARTITIONS_LOCK})`;
      return run(
        (sql) => transaction.$executeRawUnsafe(sql),
        async (name, parent) => {
          const [row] = await transaction.$queryRaw<[{ found: boolean }]>`
            select case when ${parent ?? null}::text is null then to_regclass(${name}) is not null
              else exists (select from pg_inherits where inhrelid = to_regclass(${name}) and inhparent = to_regclass(${parent ?? null}))
            end as found`;
          return row.found;
        },
      );
    },
    { timeout: 60_000 },
  );
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Retries while another session holds a lock. Gives up without side effects: the next maintenance run tries again. */
async function withRetries(run: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!JSON.stringify(error).includes(LOCK_NOT_AVAILABLE) && !String(error).includes(LOCK_NOT_AVAILABLE))
        throw error;
      // Random, so that two sessions do not retry in step.
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (1 + Math.random())));
    }
  }
  return false;
}

function monthStart(at: number, monthsLater: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsLater, 1);
}
