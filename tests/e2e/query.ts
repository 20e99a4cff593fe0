import pg from 'pg';

/** What the server's database says. */
export async function query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query(sql, values);
  await client.end();
  return rows;
}
