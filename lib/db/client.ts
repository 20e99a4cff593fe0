import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

export type Database = PrismaClient;

const POOL_SIZE = 16;
const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 10_000;

/** Marks a statement of the hot path, as in `/* hot:admit *\/ with …`: PostgreSQL then parses and plans it once a connection. */
const HOT_STATEMENT = /^\s*\/\* hot:(\w+) \*\//;

/** A client on a pool of connections. Connects lazily, and again by itself after the database was away. */
export function createDatabase(url: string): Database {
  const pool = {
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'a3m-router',
  };
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => HOT_STATEMENT.exec(sql)?.[1] ?? '' });
  return new PrismaClient({ adapter });
}
