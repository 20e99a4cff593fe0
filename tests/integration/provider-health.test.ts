import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../lib/caller';
import { callsByProvider, latestFailures } from '../../lib/db/stats/provider-health';
import { deadlineSettings, setDeadlineSettings } from '../../lib/db/system/settings';
import { createFailure } from '../../lib/engine/execute/failure';
import type { Attempt } from '../../lib/engine/types';
import { postgresStore } from '../../lib/gateway/store';
import { Knowledge } from '../../lib/runtime/knowledge';
import { recentRange } from '../../lib/time-range';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, hello } from '../support/requests';
import { attemptOf, outcomeOf, recordOf } from '../support/store-contract';

let gateway: TestGateway;
let own: Caller;
let other: Caller;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  await gateway.database.query(`insert into teams (id, name) values ('team_other', 'Other')`);
  await gateway.database.query(`insert into users (id, email, name, password_hash) values
    ('user_own', 'own@example.com', 'Own', ''), ('user_other', 'other@example.com', 'Other', '')`);
  await gateway.database.query(
    `insert into memberships (user_id, team_id) values ('user_own', $1), ('user_other', 'team_other')`,
    [gateway.teamId],
  );
  own = callerOf('user_own', gateway.teamId);
  other = callerOf('user_other', 'team_other');
});
afterAll(() => gateway.close());
afterEach(() => gateway.runtime.sandbox?.faults.clear());

function callerOf(userId: string, teamId: string): Caller {
  return { kind: 'user', userId, teamId, role: 'member', teamRole: 'member', name: '', email: '' };
}

/** A request of these attempts, as the gateway writes it. */
async function book(caller: Caller, attempts: Attempt[]): Promise<string> {
  const store = postgresStore(gateway.runtime, caller);
  const record = recordOf('code');
  await store.admit(record);
  await store.settle({ requestId: record.requestId, outcome: outcomeOf(attempts, null), answer: null });
  return record.requestId;
}

const spoke = (ttftMs: number): Attempt => ({ ...attemptOf('acme', 1), ttftMs });
const timedOut = (at: number): Attempt => ({
  ...attemptOf('acme', 0, 'failed'),
  startedAt: at,
  ttftMs: null,
  failure: createFailure('timeout', 'acme did not answer in time.'),
});

const range = () => recentRange('1h', Date.now());

describe('how calls went, by provider and model', () => {
  it('counts calls, failures and timeouts, with percentiles of those that spoke, for one team only', async () => {
    for (const ttftMs of [100, 100, 100, 2_000]) await book(own, [spoke(ttftMs)]);
    await book(own, [timedOut(1), { ...spoke(100), model: 'acme/two' }]);
    await book(other, [spoke(9_000)]);
    const [acme] = await callsByProvider(gateway.runtime.database, own, range());
    expect(acme).toMatchObject({ provider: 'acme', attempts: 6, failures: 1, timeouts: 1 });
    const one = acme?.models.find(({ model }) => model === 'acme/one');
    expect(one).toMatchObject({ attempts: 5, failures: 1, timeouts: 1 });
    // A bucket is 26 % wide.
    expect(one?.ttft?.p50Ms).toBeGreaterThan(100 / 1.26);
    expect(one?.ttft?.p50Ms).toBeLessThan(100 * 1.26);
    expect(one?.ttft?.p95Ms).toBeGreaterThan(2_000 / 1.26);
    expect(one?.ttft?.p95Ms).toBeLessThan(2_000 * 1.26);
    expect(acme?.models.find(({ model }) => model === 'acme/two')).toMatchObject({ attempts: 1, failures: 0 });
  });

  it('agrees with the ledger about calls through the gateway', async () => {
    gateway.runtime.sandbox?.faults.set('tern-small', { fault: 'outage' });
    for (let i = 0; i < 3; i++)
      await call(gateway, 'POST', '/v1/chat/completions', { model: 'auto', messages: hello, stream: true }).then((r) =>
        r.text(),
      );
    const counted = async () =>
      (await callsByProvider(gateway.runtime.database, own, range())).find(({ provider }) => provider === 'sandbox');
    const sandbox = await eventually(counted, (found) => (found?.attempts ?? 0) >= 6);
    const [ledger] = await gateway.database.query<{ attempts: number; failures: number; spoke: number }>(
      `select count(*)::int as attempts, count(*) filter (where outcome = 'failed')::int as failures,
        count(ttft_ms)::int as spoke from attempts where provider = 'sandbox'`,
    );
    const [histogram] = await gateway.database.query<{ spoke: number }>(
      `select sum(requests)::int as spoke from rollup_latency where measure = 'call' and provider = 'sandbox'`,
    );
    expect(sandbox).toMatchObject({ attempts: ledger?.attempts, failures: ledger?.failures });
    expect(ledger?.failures).toBe(3);
    expect(histogram?.spoke).toBe(ledger?.spoke);
  });
});

describe('the latest failures', () => {
  it('come newest first, for one team only, with the request they belong to', async () => {
    const now = Date.now() + 60_000;
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push(await book(own, [timedOut(now + i)]));
    await book(other, [timedOut(now + 99)]);
    const failures = await latestFailures(gateway.runtime.database, own, 3);
    expect(failures.map(({ requestId }) => requestId)).toEqual(ids.reverse().slice(0, 3));
    expect(failures[0]).toMatchObject({
      number: 1,
      provider: 'acme',
      model: 'acme/one',
      kind: 'timeout',
      message: 'acme did not answer in time.',
      totalMs: 100,
    });
  });

  it('are found by the index of failed calls, not by reading the ledger', async () => {
    const client = new pg.Client({ connectionString: gateway.database.url });
    await client.connect();
    try {
      await client.query('set enable_seqscan = off');
      const { rows: plan } = await client.query(
        `explain select * from attempts where outcome = 'failed' order by started_at desc limit 1000`,
      );
      expect(JSON.stringify(plan)).toContain('failed_started_at_idx');
      expect(JSON.stringify(plan)).not.toMatch(/-> {2}Sort/);
    } finally {
      await client.end();
    }
  });
});

describe('timeouts', () => {
  it('are kept, reach another process at its next read, and are refused after a concurrent change', async () => {
    const { database } = gateway.runtime;
    const first = { all: { idleMs: 5_000 }, providers: { groq: { firstTokenMs: 9_000, connectMs: 1_000 } } };
    expect(await deadlineSettings(database)).toEqual({});
    expect(await setDeadlineSettings(database, first, {})).toBe(true);
    expect(await setDeadlineSettings(database, {}, {})).toBe(false);
    const elsewhere = new Knowledge(database);
    expect(elsewhere.deadlines).toEqual({});
    await elsewhere.refresh();
    expect(elsewhere.deadlines).toEqual(first);
    const asTyped = { providers: { groq: { connectMs: 1_000, firstTokenMs: 9_000 }, xai: {} }, all: { idleMs: 5_000 } };
    expect(await setDeadlineSettings(database, {}, asTyped)).toBe(true);
    expect(await deadlineSettings(database)).toEqual({});
  });

  it('are ignored when the stored value is invalid', async () => {
    await gateway.database.query(`update settings set value = '{"all": {"idleMs": "soon"}}' where key = 'deadlines'`);
    expect(await deadlineSettings(gateway.runtime.database)).toEqual({});
  });
});
