import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPrisma } from '../../scripts/prisma/run.mjs';
import { applyMigrations, MigrationError } from '../../scripts/steps/migrations.mjs';
import { createTestDatabase, type TestDatabase } from '../support/database';

const OURS = path.resolve('prisma/migrations');
const NAMES = fs
  .readdirSync(OURS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** Prisma's CLI takes seconds to start, on a busy machine a minute. */
const PRISMA_TIMEOUT_MS = 180_000;

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ isEmpty: true });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-migrations-'));
});

afterEach(async () => {
  await database.drop();
  fs.rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  fs.mkdirSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

const prisma = (...args: string[]) => runPrisma(args, { ...process.env, DATABASE_URL: database.url }, { quiet: true });

interface HistoryRow {
  id: string;
  checksum: string;
  migration_name: string;
  started_at: Date;
  finished_at: Date | null;
  rolled_back_at: Date | null;
  logs: string | null;
  applied_steps_count: number;
}

const history = ({ query } = database) =>
  query<HistoryRow>('select * from _prisma_migrations order by started_at, migration_name');

const historyTable = ({ query } = database) =>
  query(`select column_name, data_type, character_maximum_length, column_default, is_nullable
         from information_schema.columns where table_name = '_prisma_migrations' order by ordinal_position`);

const tableNames = async () =>
  (await database.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")).map(
    ({ name }) => name,
  );

describe('migrations', () => {
  it(
    'bring an empty database up to date, in order, and record each one as Prisma does',
    async () => {
      expect(await applyMigrations(database.url, OURS)).toEqual(NAMES);
      expect(await applyMigrations(database.url, OURS)).toEqual([]);
      const rows = await history();
      expect(rows.map(({ migration_name }) => migration_name)).toEqual(NAMES);
      for (const row of rows) {
        const sql = fs.readFileSync(path.join(OURS, row.migration_name, 'migration.sql'));
        expect(row).toMatchObject({
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          checksum: createHash('sha256').update(sql).digest('hex'),
          finished_at: expect.any(Date),
          rolled_back_at: null,
          logs: null,
          applied_steps_count: 1,
        });
        expect(row.finished_at?.getTime()).toBeGreaterThanOrEqual(row.started_at.getTime());
      }
      expect(await prisma('migrate', 'status')).toBe(0);
    },
    PRISMA_TIMEOUT_MS,
  );

  it(
    'continue a database that Prisma migrated, with the same rows',
    async () => {
      expect(await prisma('migrate', 'deploy')).toBe(0);
      const before = await history();
      expect(await applyMigrations(database.url, OURS)).toEqual([]);
      expect(await history()).toEqual(before);

      fs.cpSync(OURS, folder, { recursive: true });
      write('20991231000000_later', 'create table later (id text primary key);');
      expect(await applyMigrations(database.url, folder)).toEqual(['20991231000000_later']);
      expect((await history()).slice(0, -1)).toEqual(before);

      const own = await createTestDatabase({ isEmpty: true });
      try {
        await applyMigrations(own.url, OURS);
        const facts = ({ checksum, migration_name, logs, rolled_back_at, applied_steps_count }: HistoryRow) => ({
          checksum,
          migration_name,
          logs,
          rolled_back_at,
          applied_steps_count,
        });
        expect((await history(own)).map(facts)).toEqual(before.map(facts));
        expect(await historyTable(own)).toEqual(await historyTable());
      } finally {
        await own.drop();
      }
    },
    PRISMA_TIMEOUT_MS,
  );

  it('roll back one that fails, name it, keep those before it, and apply it once it is fixed', async () => {
    write('1_good', 'create table good (id int);');
    write('2_bad', 'create table half (id int); insert into good values (1); select * from not_there;');
    write('3_next', 'create table next (id int);');
    const failure = await applyMigrations(database.url, folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MigrationError);
    expect((failure as Error).message).toBe(
      'Migration 2_bad failed: relation "not_there" does not exist\n' +
        'It was rolled back and changed nothing. Fix the cause and start again.',
    );
    expect((await tableNames()).sort()).toEqual(['_prisma_migrations', 'good']);
    expect(await database.query('select * from good')).toEqual([]);
    expect((await history()).map(({ migration_name }) => migration_name)).toEqual(['1_good']);

    write('2_bad', 'create table whole (id int);');
    expect(await applyMigrations(database.url, folder)).toEqual(['2_bad', '3_next']);
  });

  it('run outside a transaction where PostgreSQL demands it, and say how to continue after a failure', async () => {
    write('1_table', 'create table things (id int); insert into things values (1), (1);');
    write('2_index', '-- Writers are not blocked.\ncreate unique index concurrently things_id on things (id);');
    await expect(applyMigrations(database.url, folder)).rejects.toThrow(
      /^Migration 2_index failed: could not create unique index[\s\S]*migrate resolve --rolled-back 2_index/,
    );
    expect((await history())[1]).toMatchObject({ finished_at: null, logs: expect.stringContaining('things_id') });
    await expect(applyMigrations(database.url, folder)).rejects.toThrow(
      /^Migration 2_index failed in an earlier run: could not create/,
    );

    await database.query('drop index things_id');
    await database.query('update things set id = 2 where ctid = (select max(ctid) from things)');
    await database.query("update _prisma_migrations set rolled_back_at = now() where migration_name = '2_index'");
    expect(await applyMigrations(database.url, folder)).toEqual(['2_index']);
  });

  it('warn about one that was modified after it was applied; line ends do not count', async () => {
    const warnings: string[] = [];
    const apply = () => applyMigrations(database.url, folder, { warn: (message) => warnings.push(message) });
    write('1_one', 'create table one (id int);\n');
    await apply();
    write('1_one', 'create table one (id int);\r\n');
    await apply();
    expect(warnings).toEqual([]);
    write('1_one', 'create table one (id bigint);\n');
    expect(await apply()).toEqual([]);
    expect(warnings).toEqual([
      'Migration 1_one was modified after it was applied. Its changes are not in the database.',
    ]);
  });

  it('are applied once when several processes start at the same time', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database.url, OURS)));
    expect(applied.flat()).toEqual(NAMES);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await history()).toHaveLength(NAMES.length);
  });

  it('wait while another process holds the lock of `prisma migrate`', async () => {
    write('1_one', 'create table one (id int);');
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('select pg_advisory_lock(72707369)');
      let isDone = false;
      const applying = applyMigrations(database.url, folder).then(() => {
        isDone = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(isDone).toBe(false);
      await other.query('select pg_advisory_unlock(72707369)');
      await applying;
      expect(await tableNames()).toContain('one');
    } finally {
      await other.end();
    }
  });

  it('refuse a database that belongs to something else', async () => {
    await database.query('create table customers (id int)');
    await expect(applyMigrations(database.url, OURS)).rejects.toThrow(
      'It has tables already (customers, …) but no migration history. Use an empty database.',
    );
    expect(await tableNames()).toEqual(['customers']);
  });

  it('move the odds of earlier votes from their first feedback row to the vote', async () => {
    fs.cpSync(OURS, folder, { recursive: true, filter: (file) => !file.includes('vote_odds') });
    await applyMigrations(database.url, folder);
    const odds = (model: string) => ({ policy: 'auto', before: [], after: [{ model, provider: 'acme', share: 1 }] });
    await database.query(`
      insert into teams (id, name) values ('team_1', 'One');
      insert into users (id, email, name, password_hash) values ('usr_1', 'a@example.com', 'Ada', 'x');
      insert into comparisons (id, team_id, user_id, title, columns, is_blind)
        values ('cmp_1', 'team_1', 'usr_1', 'One', '[]', true);
      insert into comparison_prompts (id, comparison_id, number, prompt, "order")
        values ('prm_1', 'cmp_1', 1, 'Which?', '{0,1}');
      insert into votes (id, prompt_id, team_id, rater, choice, winner, models, requests, category, is_blind, created_at, withdrawn_at)
      select id, 'prm_1', 'team_1', 'user:usr_1', 'answer', 0, '{acme/a,acme/b}', '{req_a,req_b}', 'code', true, made, gone
      from (values ('vote_1', timestamptz '2026-01-01', timestamptz '2026-01-02'), ('vote_2', '2026-01-02', null)) as v (id, made, gone)`);
    for (const [id, at, request, effect] of [
      ['fb_1a', '2026-01-01 00:00:00.001', 'req_a', { before: 0.5, after: 0.6, n: 1, odds: odds('acme/a') }],
      ['fb_1b', '2026-01-01 00:00:00.002', 'req_b', { before: 0.5, after: 0.4, n: 1 }],
      ['fb_2a', '2026-01-02', 'req_a', { before: 0.6, after: 0.4, n: 1, odds: odds('acme/b') }],
      ['fb_2b', '2026-01-02', 'req_b', { before: 0.4, after: 0.6, n: 1 }],
    ] as const)
      await database.query(
        `insert into feedback (id, created_at, request_id, team_id, rater, kind, rating, model, effect)
         values ($1, $2, $3, 'team_1', 'user:usr_1', 'vote', 1, 'acme/a', $4)`,
        [id, at, request, JSON.stringify(effect)],
      );
    await applyMigrations(database.url, OURS);
    expect(await database.query('select id, odds from votes order by id')).toEqual([
      { id: 'vote_1', odds: odds('acme/a') },
      { id: 'vote_2', odds: odds('acme/b') },
    ]);
    expect(await database.query("select effect from feedback where id = 'fb_2a'")).toEqual([
      { effect: { before: 0.6, after: 0.4, n: 1 } },
    ]);
    expect(await database.query("select 1 from feedback where jsonb_exists(effect, 'odds')")).toEqual([]);
  });
});
