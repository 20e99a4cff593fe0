import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  query<T>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

let count = 0;

/** A database of its own, cloned from the migrated template, or with nothing in it. */
export async function createTestDatabase({ isEmpty = false } = {}): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `a3m_test_${process.pid}_${Date.now()}_${++count}`;
  await once(adminUrl, `create database "${name}" template "${isEmpty ? 'template0' : inject('templateDatabase')}"`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  // A connection that the drop below cuts while it is ending is no news.
  pool.on('error', () => undefined);
  return {
    url: url.href,
    query: async <T>(sql: string, values: unknown[] = []) => (await pool.query(sql, values)).rows as T[],
    drop: async () => {
      await pool.end();
      await once(adminUrl, `drop database if exists "${name}" with (force)`);
    },
  };
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
