import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDatabase, type Database } from '../../lib/db/client';
import { recordFeedback } from '../../lib/db/learning/feedback';
import { admit } from '../../lib/db/ledger/admit';
import { createMonths, dropMonths, ledgerStart } from '../../lib/db/ledger/partitions';
import { applyRetention } from '../../lib/db/ledger/retention';
import { settle } from '../../lib/db/ledger/settle';
import { ROLLUPS } from '../../lib/db/rollup/definitions';
import { rebuildRollups } from '../../lib/db/rollup/rebuild';
import { setRetention } from '../../lib/db/system/settings';
import { createKey } from '../../lib/db/teams/keys';
import { newId } from '../../lib/engine/id';
import { DAY_MS } from '../../lib/engine/time';
import { applyMigrations } from '../../scripts/steps/migrations.mjs';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { attemptOf, outcomeOf, recordOf } from '../support/store-contract';
import { insertVotes } from '../support/votes';

const MIGRATIONS = path.resolve('prisma/migrations');

let store: TestDatabase;
let database: Database;
let caller: Parameters<typeof admit>[1]['caller'];

beforeEach(async () => {
  store = await createTestDatabase();
  database = createDatabase(store.url);
  await store.query("insert into teams (id, name) values ('team_1', 'One')");
  const { key } = await createKey(database, { name: 'k', teamId: 'team_1', createdById: null });
  const limits = { createdById: null, scopes: ['chat'], grants: [], storesText: false };
  caller = { kind: 'key', keyId: key.id, teamId: 'team_1', ...limits };
});
afterEach(async () => {
  await database.$disconnect();
  await store.drop();
});

/** A request of a moment, answered. */
async function ask(now: number): Promise<string> {
  const record = { ...recordOf('code'), requestId: newId('req', now), now, prompt: [{ role: 'user', content: 'Hi' }] };
  await admit(database, { ...record, caller });
  const outcome = outcomeOf([attemptOf('acme', 7)], 9);
  await settle(database, [{ requestId: record.requestId, outcome, answer: 'Hello' }]);
  return record.requestId;
}

const placeOf = async (id: string) =>
  (
    await store.query<{ request: string; attempt: string }>(
      `select requests.tableoid::regclass::text as request, attempts.tableoid::regclass::text as attempt
       from requests join attempts on request_id = requests.id where requests.id = $1`,
      [id],
    )
  )[0];

const ids = async () => (await store.query<{ id: string }>('select id from requests order by id')).map(({ id }) => id);

async function rollupRows() {
  const rows = ROLLUPS.map(({ table, keys }) =>
    store.query(`select * from ${table} order by ${Object.keys(keys).join(', ')}`),
  );
  return Promise.all(rows);
}

describe('the migration to months', () => {
  it('keeps every row of tables that are in use, whatever its id, and fills the rollups', async () => {
    const url = new URL(store.url);
    url.pathname += '_before';
    const admin = new pg.Client({ connectionString: inject('adminUrl') });
    await admin.connect();
    await admin.query(`create database "${url.pathname.slice(1)}"`);
    const earlier = fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-migrations-'));
    fs.cpSync(MIGRATIONS, earlier, { recursive: true, filter: (file) => !/2026112[3-9]|202612/.test(file) });
    await applyMigrations(url.href, earlier);
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query("insert into teams (id, name) values ('team_1', 'One')");
    const now = Date.now();
    const known = [
      newId('req', now - 500 * DAY_MS),
      newId('req', now),
      newId('req', now + 90 * DAY_MS),
      'req_odd',
      'zzz',
      'A',
    ];
    for (const [i, id] of known.entries()) {
      await client.query(
        `insert into requests (id, created_at, team_id, source, streamed, requested_model, category, confidence,
           classifier_version, policy, policy_version, decision, propensity, chosen_model, status, cost_nano_usd, cost_state)
         values ($1, now() - $2 * interval '1 day', 'team_1', 'api', true, 'auto', 'simple', 1, 'v', 'auto', 1, '{}', 1, 'm',
           'succeeded', 5, 'measured')`,
        [id, i],
      );
      await client.query(
        `insert into attempts (id, request_id, number, provider, model, started_at, total_ms, outcome, input_tokens,
           cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, usage_state, cost_nano_usd, cost_items)
         values ($1, $2, 1, 'acme', 'acme/one', now(), 3, 'succeeded', 1, 2, 3, 4, 5, 'measured', 5, '[]')`,
        [`att_${id}`, id],
      );
      await client.query(
        `insert into feedback (id, request_id, team_id, rater, kind, rating, model, outcome, weight, context)
         values ($1, $2, 'team_1', 'key:k', 'rating', 1, 'acme/one', 1, 1, '{"category": "simple"}')`,
        [`fb_${id}`, id],
      );
    }
    await applyMigrations(url.href, MIGRATIONS);
    const { rows } = await client.query<{ id: string; part: string; calls: string }>(
      `select requests.id, requests.tableoid::regclass::text as part, attempts.tableoid::regclass::text as calls
       from requests join attempts on request_id = requests.id join feedback on feedback.request_id = requests.id`,
    );
    expect(rows.map(({ id }) => id).sort()).toEqual([...known].sort());
    const inFirst = rows.filter(({ part }) => part === 'requests_first').map(({ id }) => id);
    expect(inFirst.sort()).toEqual([known[0], known[1], 'A'].sort());
    expect(rows.every(({ part, calls }) => part.replace('requests', 'attempts') === calls)).toBe(true);

    const migrated = createDatabase(url.href);
    const sums = async () => {
      const tables: unknown[][] = [];
      for (const { table } of ROLLUPS)
        tables.push((await client.query(`select * from ${table} order by 1, 2, 3`)).rows);
      return tables;
    };
    const filled = await sums();
    expect(filled.filter((table) => table.length === 0)).toHaveLength(1);
    await rebuildRollups(migrated);
    expect(await sums()).toEqual(filled);
    await migrated.$disconnect();
    await client.end();
    await admin.query(`drop database "${url.pathname.slice(1)}" with (force)`);
    await admin.end();
  });
});

describe('months', () => {
  const january = Date.UTC(2030, 0, 15);

  it('are created in advance, once, by any number of processes, and take over earlier rows', async () => {
    const early = await ask(january);
    expect(await placeOf(early)).toEqual({ request: 'requests_default', attempt: 'attempts_default' });
    const [one, other] = await Promise.all([createMonths(database, january), createMonths(database, january)]);
    const made = [...one, ...other].sort();
    expect(made).toEqual(
      ['2030_01', '2030_02', '2030_03'].flatMap((month) => [`attempts_${month}`, `requests_${month}`]).sort(),
    );
    expect(await createMonths(database, january)).toEqual([]);
    expect(await placeOf(early)).toEqual({ request: 'requests_2030_01', attempt: 'attempts_2030_01' });
    expect(await placeOf(await ask(Date.UTC(2030, 1, 1)))).toEqual({
      request: 'requests_2030_02',
      attempt: 'attempts_2030_02',
    });
    expect(await placeOf(await ask(Date.UTC(2030, 1, 1) - 1))).toMatchObject({ request: 'requests_2030_01' });
    expect(await placeOf(await ask(Date.UTC(2031, 1, 1)))).toMatchObject({ request: 'requests_default' });
  });

  it('are dropped as a whole, with their attempts; ratings and rollups stay, and a rebuild leaves them alone', async () => {
    await createMonths(database, january);
    const old = await ask(january);
    const kept = await ask(Date.UTC(2030, 1, 3));
    await recordFeedback(database, caller, { requestId: old, kind: 'rating', rating: 1 });
    await store.query("insert into users (id, email, name, password_hash) values ('usr_1', 'a', 'A', 'x')");
    await store.query("insert into conversations (id, team_id, user_id, title) values ('c', 'team_1', 'usr_1', 't')");
    await store.query(
      "insert into messages (id, conversation_id, role, content, request_id) values ('m', 'c', 'user', 'hi', $1)",
      [old],
    );
    const before = await rollupRows();

    expect(await dropMonths(database, Date.UTC(2030, 1, 1) - 1)).toEqual(['attempts_first', 'requests_first']);
    expect(await dropMonths(database, Date.UTC(2030, 1, 1))).toEqual(['attempts_2030_01', 'requests_2030_01']);
    expect(await ids()).toEqual([kept]);
    expect(await store.query('select 1 from attempts')).toHaveLength(1);
    expect(await store.query('select 1 from feedback')).toHaveLength(1);
    expect(await store.query('select 1 from messages')).toHaveLength(1);
    expect(await ledgerStart(database)).toEqual(new Date(Date.UTC(2030, 1, 1)));
    await rebuildRollups(database, { from: new Date(0), until: new Date(Date.UTC(2030, 2, 1)) });
    expect(await rollupRows()).toEqual(before);
  });

  it('that an earlier try took out and left behind are deleted', async () => {
    await createMonths(database, january);
    await store.query('alter table requests detach partition requests_2030_01');
    expect(await dropMonths(database, Date.UTC(2020, 0, 1))).toEqual(['requests_2030_01']);
  });

  it('are dropped while requests arrive and a long report reads: no request waits for the report, and no row is lost', async () => {
    await createMonths(database, january);
    for (let i = 0; i < 5; i++) await ask(january + i);
    const now = Date.UTC(2030, 1, 10);
    const reader = new pg.Client({ connectionString: store.url });
    await reader.connect();
    await reader.query('begin');
    await reader.query('select count(*) from requests');
    const startedAt = Date.now();
    let dropped: string[] | null = null;
    const dropping = dropMonths(database, Date.UTC(2030, 1, 1)).then((names) => {
      dropped = names;
    });
    const asked: string[] = [];
    let slowest = 0;
    for (let i = 0; dropped === null; i++) {
      const before = Date.now();
      asked.push(await ask(now + i));
      slowest = Math.max(slowest, Date.now() - before);
      if (asked.length > 5 && Date.now() - startedAt > 1_200) await reader.query('rollback');
    }
    await dropping;
    await reader.end();
    expect(dropped).toContain('requests_2030_01');
    expect(await ids()).toEqual([...asked].sort());
    expect(slowest).toBeLessThan(1_500);
    expect(Date.now() - startedAt).toBeGreaterThan(1_200);
  });
});

describe('housekeeping', () => {
  it('keeps rows and texts for as long as was set: texts go by the day, rows by the month', async () => {
    const now = Date.UTC(2030, 3, 20);
    await createMonths(database, Date.UTC(2030, 0, 1), 5);
    const [january, march, april] = [await ask(Date.UTC(2030, 0, 31)), await ask(Date.UTC(2030, 2, 1)), await ask(now)];
    await setRetention(database, { rowDays: 60, textDays: 10 });
    const swept = await applyRetention(database, now);
    expect(swept).toMatchObject({ texts: 1, conversations: 0 });
    expect(swept.dropped).toContain('requests_2030_01');
    expect(await ids()).toEqual([march, april].sort());
    const texts = await store.query('select id, prompt is null as p, answer from requests order by id');
    expect(texts).toEqual([
      { id: march, p: true, answer: null },
      { id: april, p: false, answer: 'Hello' },
    ]);
    expect(await applyRetention(database, now)).toMatchObject({ dropped: [], texts: 0 });
    expect(january < march).toBe(true);
  });

  it('deletes chats and comparisons that were not used recently, or were deleted a day ago, and keeps the votes', async () => {
    const days = (n: number) => new Date(Date.now() - n * DAY_MS).toISOString();
    await store.query("insert into users (id, email, name, password_hash) values ('usr_1', 'a', 'A', 'x')");
    for (const [name, at, deletedAt] of [
      ['old', days(20), null],
      ['new', days(1), null],
      ['gone', days(3), days(2)],
      ['undoable', days(3), days(0.5)],
    ]) {
      await store.query(
        `insert into conversations (id, team_id, user_id, title, updated_at, deleted_at)
         values ($1, 'team_1', 'usr_1', 't', $2, $3)`,
        [name, at, deletedAt],
      );
      await store.query(
        `insert into comparisons (id, team_id, user_id, title, columns, is_blind, updated_at, deleted_at)
         values ($1, 'team_1', 'usr_1', 't', '[{}]', true, $2, $3)`,
        [name, at, deletedAt],
      );
      await store.query(
        `insert into comparison_prompts (id, comparison_id, number, prompt, "order") values ($1, $1, 1, 'Why?', '{0}')`,
        [name],
      );
      await store.query(
        `insert into comparison_answers (prompt_id, "column", request_id, content, created_at) values ($1, 0, 'r', 'So', $2)`,
        [name, at],
      );
    }
    const query = store.query.bind(store);
    await insertVotes(query, 'usr_1', [
      { teamId: 'team_1', choice: 'tie', models: ['a/x', 'b/y'], at: new Date(days(20)) },
    ]);
    await store.query("update comparisons set updated_at = $1 where title = 'Made up'", [days(20)]);
    const left = async (table: string) =>
      (await store.query<{ id: string }>(`select id from ${table} order by id`)).map(({ id }) => id);

    await setRetention(database, { rowDays: null, textDays: null });
    expect(await applyRetention(database, Date.now())).toMatchObject({ conversations: 1, comparisons: 1 });
    expect(await left('conversations')).toEqual(['new', 'old', 'undoable']);
    await setRetention(database, { rowDays: null, textDays: 10 });
    expect(await applyRetention(database, Date.now())).toMatchObject({ conversations: 1, comparisons: 2 });
    expect(await applyRetention(database, Date.now())).toMatchObject({ conversations: 0, comparisons: 0 });
    expect(await left('conversations')).toEqual(['new', 'undoable']);
    expect(await store.query('select title from comparisons order by title, id')).toEqual([
      { title: '' },
      { title: 't' },
      { title: 't' },
    ]);
    expect(await store.query("select 1 from comparison_prompts where prompt = 'Which?'")).toEqual([]);
    expect(await store.query('select content from comparison_answers')).toHaveLength(2);
    expect(await store.query('select 1 from votes')).toHaveLength(1);
  });

  it('deletes nothing when everything is kept forever', async () => {
    const id = await ask(Date.UTC(2020, 0, 1));
    await setRetention(database, { rowDays: null, textDays: null });
    expect(await applyRetention(database, Date.UTC(2030, 0, 1))).toMatchObject({ dropped: [], texts: 0 });
    expect(await ids()).toEqual([id]);
  });
});

describe('a team that is deleted', () => {
  it('takes its requests, attempts and ratings along', async () => {
    const id = await ask(Date.now());
    await recordFeedback(database, caller, { requestId: id, kind: 'rating', rating: 1 });
    await store.query("delete from teams where id = 'team_1'");
    for (const table of ['requests', 'attempts', 'feedback'])
      expect(await store.query(`select 1 from ${table}`)).toEqual([]);
  });
});
