import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../lib/db/client';
import { recordFeedback, withdrawFeedback } from '../../lib/db/learning/feedback';
import { admit } from '../../lib/db/ledger/admit';
import { settle } from '../../lib/db/ledger/settle';
import { OUTCOMES, ROLLUPS } from '../../lib/db/rollup/definitions';
import { rebuildRollups } from '../../lib/db/rollup/rebuild';
import { createKey } from '../../lib/db/teams/keys';
import { setTimeZone } from '../../lib/db/teams/time-zone';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { writeMixedRequests } from '../support/mixed-requests';
import { attemptOf, outcomeOf, recordOf } from '../support/store-contract';

const TEAM = 'team_1';

let store: TestDatabase;
let database: Database;
beforeEach(async () => {
  store = await createTestDatabase();
  database = createDatabase(store.url);
  await store.query("insert into teams (id, name) values ($1, 'One')", [TEAM]);
});
afterEach(async () => {
  await database.$disconnect();
  await store.drop();
});

/** Every row of every rollup, as text, in order. */
async function allRollups() {
  const tables = await Promise.all(
    ROLLUPS.map(async ({ table, keys }) => {
      const rows = await store.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${table} t order by ${Object.keys(keys).join(', ')}`,
      );
      return [table, rows.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(tables);
}

const keyCaller = async () => {
  const { key } = await createKey(database, { name: 'k', teamId: TEAM, createdById: null });
  return {
    kind: 'key' as const,
    keyId: key.id,
    teamId: TEAM,
    createdById: null,
    scopes: ['chat'],
    grants: [],
    storesText: false,
  };
};

describe('rebuilt rollups', () => {
  it('are the same, row for row, after a random mix with failures, cancels, a crash and changing ratings', async () => {
    await writeMixedRequests(store, { count: 240, seed: 7, teamId: TEAM, days: 2, ratings: 60 });
    const before = await allRollups();
    for (const { table } of ROLLUPS) expect(before[table]?.length, table).toBeGreaterThan(5);
    const rebuilt = await rebuildRollups(database);
    expect(rebuilt.days).toBeGreaterThanOrEqual(2);
    expect(await allRollups()).toEqual(before);
    for (const { table } of ROLLUPS) await store.query(`delete from ${table}`);
    await rebuildRollups(database);
    expect(await allRollups()).toEqual(before);
  });

  it('are exact while more requests are settled and rated', async () => {
    await writeMixedRequests(store, { count: 160, seed: 1, teamId: TEAM, days: 1, ratings: 20 });
    let isWriting = true;
    const writing = writeMixedRequests(store, { count: 320, seed: 2, teamId: TEAM, days: 1, ratings: 40 }).finally(
      () => {
        isWriting = false;
      },
    );
    let rebuilds = 0;
    for (; isWriting; rebuilds++) await rebuildRollups(database);
    await writing;
    expect(rebuilds).toBeGreaterThan(1);
    const kept = await allRollups();
    await rebuildRollups(database);
    expect(await allRollups()).toEqual(kept);
  });

  it('leave other days alone', async () => {
    const day = Date.UTC(2026, 9, 5);
    const caller = await keyCaller();
    for (const now of [day + 1, day + 24 * 3_600_000 + 1]) {
      const record = { ...recordOf('code'), now };
      await admit(database, { ...record, caller });
      await settle(database, [
        { requestId: record.requestId, outcome: outcomeOf([attemptOf('a', 1)], 2), answer: null },
      ]);
    }
    await store.query('update rollup_requests set requests = 100');
    const until = new Date(day + 24 * 3_600_000);
    expect(await rebuildRollups(database, { from: new Date(day), until })).toMatchObject({ days: 1 });
    const rows = await store.query('select requests from rollup_requests order by grain, slot');
    expect(rows).toEqual([{ requests: 1 }, { requests: 100 }, { requests: 1 }, { requests: 100 }]);
  });
});

describe('a slot', () => {
  it('never straddles midnight in zones half an hour or a quarter off', async () => {
    const caller = await keyCaller();
    // 23:59:59.999 and 00:00 in Kolkata (+5:30), in Kathmandu (+5:45).
    for (const time of ['18:29:59.999', '18:30:00.000', '18:14:59.999', '18:15:00.000']) {
      const record = { ...recordOf('code'), now: Date.parse(`2026-10-05T${time}Z`) };
      await admit(database, { ...record, caller });
      await settle(database, [
        { requestId: record.requestId, outcome: outcomeOf([attemptOf('a', 1)], 2), answer: null },
      ]);
    }
    const days = (zone: string) =>
      store.query(
        `select to_char(slot at time zone $1, 'YYYY-MM-DD') as day, sum(requests)::int as requests
         from rollup_requests where grain = 'quarter' group by 1 order by 1`,
        [zone],
      );
    expect(await days('Asia/Kolkata')).toEqual([
      { day: '2026-10-05', requests: 3 },
      { day: '2026-10-06', requests: 1 },
    ]);
    expect(await days('Asia/Kathmandu')).toEqual([
      { day: '2026-10-05', requests: 1 },
      { day: '2026-10-06', requests: 3 },
    ]);
  });
});

describe('days', () => {
  it('are those of the team’s zone, and are rebuilt when it moves to another', async () => {
    await writeMixedRequests(store, { count: 160, seed: 5, teamId: TEAM, days: 3, ratings: 20 });
    const days = () =>
      store.query(
        `select slot, sum(requests)::int as requests from rollup_requests where grain = 'day' group by 1 order by 1`,
      );
    const quarters = (zone: string) =>
      store.query(
        `select date_trunc('day', slot, $1) as slot, sum(requests)::int as requests
         from rollup_requests where grain = 'quarter' group by 1 order by 1`,
        [zone],
      );
    expect(await days()).toEqual(await quarters('UTC'));
    await setTimeZone(database, TEAM, 'Asia/Kathmandu');
    expect(await days()).toEqual(await quarters('Asia/Kathmandu'));
    const moved = await allRollups();
    await rebuildRollups(database);
    expect(await allRollups()).toEqual(moved);
  });
});

describe('feedback on answers', () => {
  it('counts the latest rating of a rater once, also when it is sent twice at once or withdrawn', async () => {
    const caller = await keyCaller();
    const record = recordOf('code');
    await admit(database, { ...record, caller });
    await settle(database, [
      { requestId: record.requestId, outcome: outcomeOf([attemptOf('acme', 1)], null), answer: null },
    ]);
    const { requestId } = record;
    const counts = () =>
      store.query(
        `select model, category, kind, rated, up, down from ${OUTCOMES.table} where grain = 'quarter' and rated <> 0`,
      );
    const counted = { model: 'acme/one', category: 'code', kind: 'rating', rated: 1 };
    await Promise.all(
      [1, 1, -1, 1].map((rating) => recordFeedback(database, caller, { requestId, kind: 'rating', rating })),
    );
    await recordFeedback(database, caller, { requestId, kind: 'rating', rating: -1 });
    expect(await counts()).toEqual([{ ...counted, up: 0, down: 1 }]);
    await withdrawFeedback(database, caller, requestId);
    expect(await store.query(`select * from ${OUTCOMES.table}`)).toEqual([]);
  });
});
