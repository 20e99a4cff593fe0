import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client';

export type Database = PrismaClient;
/** A client inside `database.$transaction`. */
export type Transaction = Prisma.TransactionClient;

const POOL_SIZE = 16;
const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * Marks a statement of the hot path, as in `/* hot:admit *\/ with …`: PostgreSQL then parses and plans it once per
 * connection.
 */
const HOT_STATEMENT = /^\s*\/\* hot:(\w+) \*\//;

/** The connection pool of a database client, for metrics. */
export type DatabasePool = Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount' | 'options'>;

/** A pool that connects lazily, and reconnects by itself after the database was unavailable. */
export function createPool(url: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'a3m-router',
  });
}

/** A client with its own pool, or with a given one, which it closes when it disconnects. */
export function createDatabase(urlOrPool: string | pg.Pool): Database {
  const pool = typeof urlOrPool === 'string' ? createPool(urlOrPool) : urlOrPool;
  const statementNameGenerator = ({ sql }: { sql: string }) => HOT_STATEMENT.exec(sql)?.[1] ?? '';
  const adapter = new PrismaPg(pool, { statementNameGenerator, disposeExternalPool: true });
  // Errors without excerpts: the log must not quote what a statement carried.
  return new PrismaClient({ adapter, errorFormat: 'minimal' });
}
