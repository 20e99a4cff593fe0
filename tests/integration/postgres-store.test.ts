import { afterEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../lib/caller';
import { savingsOf } from '../../lib/db/stats/savings';
import { sumRequests, sumSpend } from '../../lib/db/stats/sums';
import { createKey, revokeKey } from '../../lib/db/teams/keys';
import type { Stats } from '../../lib/engine/store';
import { AppError } from '../../lib/errors';
import { giveFeedback, takeBackFeedback } from '../../lib/gateway/learning';
import { postgresStore } from '../../lib/gateway/store';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { eventually } from '../support/requests';
import { attemptOf, describeStore, outcomeOf, recordOf, type StoreUnderTest } from '../support/store-contract';

const DAY_MS = 24 * 3_600_000;
const opened: TestGateway[] = [];

/** The store of a running gateway, with its settlement queue. */
async function openStore() {
  const gateway = await startTestGateway();
  opened.push(gateway);
  const { runtime, teamId, database } = gateway;
  const { key } = await createKey(runtime.database, { name: 'store', teamId, createdById: null });
  const caller = {
    kind: 'key' as const,
    keyId: key.id,
    teamId,
    createdById: null,
    scopes: ['chat'],
    grants: [],
    storesText: false,
  };
  return { gateway, caller, database, store: postgresStore(runtime, caller) };
}

async function openUnderTest(): Promise<StoreUnderTest> {
  const { gateway, caller, store } = await openStore();
  return {
    store,
    stats: async () => {
      await eventually(
        async () => gateway.runtime.settlements.waiting,
        (waiting) => waiting === 0,
      );
      return statsFor(gateway, caller);
    },
    rate: (requestId, rating) => rate(gateway, caller, requestId, rating),
  };
}

async function rate({ runtime }: TestGateway, caller: Caller, requestId: string, rating: number | null) {
  try {
    if (rating === null) await takeBackFeedback(runtime, caller, requestId);
    else await giveFeedback(runtime, caller, { requestId, kind: 'rating', rating });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  }
}

/** The library's statistics, from the sums that the dashboard reads. */
async function statsFor({ runtime: { database } }: TestGateway, { teamId }: Caller): Promise<Stats> {
  const always = { from: new Date(0), until: new Date(Date.now() + DAY_MS), timeZone: 'UTC' };
  const [[total], categories, providers] = await Promise.all([
    sumRequests(database, teamId, always),
    sumRequests(database, teamId, always, { dimension: 'category' }),
    sumSpend(database, teamId, always, { dimension: 'provider' }),
  ]);
  const toUsd = (rows: { name: string | null; costNanoUsd: number }[]) =>
    Object.fromEntries(rows.map(({ name, costNanoUsd }) => [name, costNanoUsd / 1e9]));
  return {
    totalCost: (total?.costNanoUsd ?? 0) / 1e9,
    requests: total?.requests ?? 0,
    costByProvider: toUsd(providers),
    costByCategory: toUsd(categories),
    savings: savingsOf(total).savedNanoUsd / 1e9,
    avgLatency: total ? total.totalMs / total.requests : 0,
  };
}

afterEach(async () => {
  for (const gateway of opened.splice(0)) await gateway.close();
});

describeStore('postgresStore', openUnderTest);

describe('postgresStore', () => {
  it('admits nothing for a key that was revoked a moment ago', async () => {
    const { gateway, store, database, caller } = await openStore();
    await revokeKey(gateway.runtime.database, caller.teamId, caller.keyId);
    const admission = await store.admit(recordOf('code'));
    expect(admission).toMatchObject({ kind: 'refused', error: { code: 'invalid_api_key' } });
    expect(await database.query('select * from requests')).toEqual([]);
  });

  it('authorises and writes the pending row in one statement', async () => {
    const { store, database } = await openStore();
    await database.query('create table statements (n int)');
    await database.query(
      `create function note() returns trigger language plpgsql as $$ begin insert into statements values (1); return null; end $$`,
    );
    await database.query('create trigger noted after insert on requests for each statement execute function note()');
    await store.admit(recordOf('code'));
    expect(await database.query('select count(*)::int as n from requests where status = $1', ['pending'])).toEqual([
      { n: 1 },
    ]);
  });

  it('settles once the database is back', async () => {
    const { gateway, store, database } = await openStore();
    const record = recordOf('code');
    await store.admit(record);
    await gateway.proxy.goAway();
    await store.settle({ requestId: record.requestId, outcome: outcomeOf([attemptOf('acme', 1)], null), answer: null });
    expect(gateway.runtime.settlements.waiting).toBe(1);
    await gateway.proxy.comeBack();
    await eventually(
      async () => gateway.runtime.settlements.waiting,
      (waiting) => waiting === 0,
    );
    expect(await database.query('select status from requests')).toEqual([{ status: 'succeeded' }]);
  });
});
