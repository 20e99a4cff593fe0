import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../lib/caller';
import { toSavings } from '../../lib/db/stats/savings';
import { sumRequests, sumSpend } from '../../lib/db/stats/sums';
import { createKey, revokeKey } from '../../lib/db/teams/keys';
import { newId } from '../../lib/engine/id';
import type { PendingRecord, Stats, Store } from '../../lib/engine/store';
import { AppError } from '../../lib/errors';
import { giveFeedback, takeBackFeedback } from '../../lib/gateway/learning';
import { postgresStore } from '../../lib/gateway/store';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { eventually } from '../support/requests';
import { attemptOf, describeStore, outcomeOf, recordOf, type StoreUnderTest } from '../support/store-contract';

const DAY_MS = 24 * 3_600_000;
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** The store of a running gateway, with its settlement queue, for a key of a new team. */
async function openStore() {
  const { runtime, database } = gateway;
  const teamId = newId('team');
  await database.query('insert into teams (id, name) values ($1, $1)', [teamId]);
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
  return { caller, database, store: postgresStore(runtime, caller) };
}

async function openUnderTest(): Promise<StoreUnderTest> {
  const { caller, store } = await openStore();
  return {
    store,
    stats: async () => {
      await allSettled();
      return statsFor(caller);
    },
    rate: (requestId, rating) => rate(caller, requestId, rating),
  };
}

const allSettled = () =>
  eventually(
    async () => gateway.runtime.settlements.waiting,
    (waiting) => waiting === 0,
  );

async function rate(caller: Caller, requestId: string, rating: number | null): Promise<boolean> {
  const { runtime } = gateway;
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
async function statsFor({ teamId }: Caller): Promise<Stats> {
  const { database } = gateway.runtime;
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
    savings: toSavings(total).savedNanoUsd / 1e9,
    avgLatency: total ? total.totalMs / total.requests : 0,
  };
}

describeStore('postgresStore', openUnderTest);

describe('postgresStore', () => {
  it('admits nothing for a key that was revoked a moment ago', async () => {
    const { store, database, caller } = await openStore();
    await revokeKey(gateway.runtime.database, caller.teamId, caller.keyId);
    const admission = await store.admit(recordOf('code'));
    expect(admission).toMatchObject({ kind: 'refused', error: { code: 'invalid_api_key' } });
    expect(await database.query('select * from requests where team_id = $1', [caller.teamId])).toEqual([]);
  });

  it('authorises and writes the pending row in one statement', async () => {
    const { store, database, caller } = await openStore();
    const counts: number[] = [];
    for (let i = 0; i < 3; i++) {
      gateway.proxy.takeStatements();
      await store.admit(recordOf('code'));
      counts.push(gateway.proxy.takeStatements());
    }
    // Housekeeping, every three seconds, may fall into one of them.
    expect(Math.min(...counts)).toBe(1);
    expect(await database.query('select status from requests where team_id = $1', [caller.teamId])).toEqual(
      counts.map(() => ({ status: 'pending' })),
    );
  });

  it('settles once the database is back', async () => {
    const { store, database, caller } = await openStore();
    const { requestId } = await admitted(store);
    await gateway.proxy.goAway();
    await store.settle({ requestId, outcome: outcomeOf([attemptOf('acme', 1)], null), answer: null });
    expect(gateway.runtime.settlements.waiting).toBe(1);
    await gateway.proxy.comeBack();
    await allSettled();
    expect(await database.query('select status from requests where team_id = $1', [caller.teamId])).toEqual([
      { status: 'succeeded' },
    ]);
  });
});

async function admitted(store: Store): Promise<PendingRecord> {
  const record = recordOf('code');
  await store.admit(record);
  return record;
}
