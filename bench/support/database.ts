import path from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../scripts/steps/migrations.mjs';

/** A migrated database of this run's own; those that earlier runs left behind, and nobody uses, are dropped. */
export async function freshDatabase(adminUrl: string): Promise<string> {
  const name = `a3m_measure_${process.pid}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'a3m_measure_%'
       and not exists (select from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)`,
  );
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}"`);
  await client.query(`create database "${name}"`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await applyMigrations(url.href, path.resolve('prisma/migrations'));
  return url.href;
}
