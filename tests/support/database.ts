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
  await once(
    adminUrl,
    `create database "${name}" template "${isEmpty ? 'template0' : inject('templateDatabase')}"`,
    // Commits do not wait for the disk: no test outlives the database server.
    `alter database "${name}" set synchronous_commit = off`,
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  // The drop below may cut a connection that is ending.
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

async function once(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
