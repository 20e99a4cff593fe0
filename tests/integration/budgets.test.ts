import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../lib/caller';
import { createBudget, listBudgets, type NewBudget, recount, setBudgetDeleted } from '../../lib/db/budgets/budgets';
import { createDatabase, type Database } from '../../lib/db/client';
import { endAbandonedRequests } from '../../lib/db/ledger/abandon';
import { admit } from '../../lib/db/ledger/admit';
import { settle } from '../../lib/db/ledger/settle';
import { createKey } from '../../lib/db/teams/keys';
import { newId } from '../../lib/engine/id';
import { DEFAULT_LADDER } from '../../lib/engine/money/budget';
import type { Outcome } from '../../lib/engine/types';
import { startRun } from '../../lib/gateway/run';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startTestGateway } from '../support/gateway';
import { call, eventually, hello } from '../support/requests';
import { attemptOf, decisionOf } from '../support/store-contract';

const USD = 1_000_000_000;

let store: TestDatabase;
let database: Database;
let caller: Caller;

beforeEach(async () => {
  store = await createTestDatabase();
  database = createDatabase(store.url);
  await store.query("insert into teams (id, name) values ('team_1', 'Atlas'), ('team_2', 'Borea')");
  const { key } = await createKey(database, { name: 'app', teamId: 'team_1', createdById: null });
  caller = {
    kind: 'key',
    keyId: key.id,
    createdById: null,
    teamId: 'team_1',
    scopes: [],
    grants: [],
    storesText: false,
  };
});
afterEach(async () => {
  await database.$disconnect();
  await store.drop();
});

const budget = (overrides: Partial<NewBudget> = {}) =>
  createBudget(database, {
    scope: 'team',
    teamId: 'team_1',
    period: 'month',
    timeZone: 'UTC',
    limitNanoUsd: USD,
    ladder: DEFAULT_LADDER,
    ...overrides,
  });

function ask(worstCases: number[], requestId = newId('req')) {
  return admit(database, {
    requestId,
    caller,
    source: 'api',
    conversationId: null,
    streamed: false,
    requestedModel: 'auto',
    decision: decisionOf('simple'),
    prompt: null,
    now: Date.now(),
    worstCases,
  });
}

async function spend(requestId: string, costNanoUsd: number | null) {
  const outcome: Outcome = {
    status: 'succeeded',
    attempts: costNanoUsd === null ? [] : [attemptOf('acme', costNanoUsd)],
    answeredBy: null,
    costNanoUsd,
    costState: costNanoUsd === null ? 'unpriced' : 'measured',
    baselineCostNanoUsd: null,
    baselineExpectedNanoUsd: 0,
    ttftMs: null,
    totalMs: 1,
    failure: null,
  };
  await settle(database, [{ requestId, outcome, answer: null }]);
}

async function counters(id: string) {
  const found = (await listBudgets(database)).find((one) => one.id === id);
  return found && [found.spentNanoUsd, found.reservedNanoUsd];
}

describe('a budget', () => {
  it('holds under concurrent requests: those that fit are admitted, all others refused', async () => {
    const id = await budget();
    const asked = await Promise.all(Array.from({ length: 50 }, () => ask([USD / 10])));
    expect(asked.filter(({ kind }) => kind === 'admitted')).toHaveLength(10);
    expect(asked.filter(({ kind }) => kind === 'over-budget')).toHaveLength(40);
    expect(await counters(id)).toEqual([0, USD]);
    const rows = await store.query('select 1 from requests');
    expect(rows).toHaveLength(10);
  });

  it('replaces the reservation with the cost, once', async () => {
    const id = await budget();
    const requestId = newId('req');
    await ask([USD / 10], requestId);
    expect(await counters(id)).toEqual([0, USD / 10]);
    await spend(requestId, 12_345);
    await spend(requestId, 12_345);
    expect(await counters(id)).toEqual([12_345, 0]);
  });

  it('names itself, its period and its reset when it refuses', async () => {
    await budget({ limitNanoUsd: 5, timeZone: 'Europe/Berlin' });
    const refused = await ask([10]);
    expect(refused).toMatchObject({
      kind: 'over-budget',
      budget: { scope: 'team', owner: 'Atlas', period: 'month', limitNanoUsd: 5, spentNanoUsd: 0, reservedNanoUsd: 0 },
    });
    const reset = refused.kind === 'over-budget' ? refused.budget.resetsAt : null;
    const inBerlin = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', day: 'numeric', hour: 'numeric' });
    expect(reset && inBerlin.format(reset)).toBe('1, 00');
    expect(reset?.getTime()).toBeGreaterThan(Date.now());
  });

  it('reserves for the most expensive candidate that still fits, so that an expensive one does not block a cheap one', async () => {
    const id = await budget({ limitNanoUsd: 100 });
    expect(await ask([500, 80, 20])).toMatchObject({ kind: 'admitted', reservedNanoUsd: 80 });
    expect(await ask([500, 80, 20])).toMatchObject({ kind: 'admitted', reservedNanoUsd: 20 });
    expect(await ask([500, 80, 20])).toMatchObject({ kind: 'over-budget' });
    expect(await counters(id)).toEqual([0, 100]);
  });

  it('is heeded together with all others: nothing is reserved anywhere when one of them refuses', async () => {
    const team = await budget();
    const workspace = await budget({ scope: 'workspace', teamId: null, limitNanoUsd: 5 });
    const key = await budget({ scope: 'key', teamId: null, keyId: caller.kind === 'key' ? caller.keyId : null });
    expect(await ask([10])).toMatchObject({ kind: 'over-budget', budget: { scope: 'workspace', owner: null } });
    expect([await counters(team), await counters(workspace), await counters(key)]).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    await ask([5]);
    expect([await counters(team), await counters(workspace), await counters(key)]).toEqual([
      [0, 5],
      [0, 5],
      [0, 5],
    ]);
  });

  it('leaves other teams alone', async () => {
    const other = await budget({ teamId: 'team_2', limitNanoUsd: 0 });
    expect(await ask([10])).toMatchObject({ kind: 'admitted', isBudgeted: false });
    expect(await counters(other)).toEqual([0, 0]);
  });

  it('of zero refuses everything, including free models', async () => {
    await budget({ limitNanoUsd: 0 });
    expect((await ask([0])).kind).toBe('over-budget');
  });

  it('resets with its next period; requests admitted before count for the previous one', async () => {
    const id = await budget();
    const old = newId('req');
    await ask([USD / 2], old);
    await store.query(
      "update budgets set period_start = period_start - interval '1 month', spent_nano_usd = 900000000",
    );
    await store.query("update requests set created_at = created_at - interval '40 days'");
    expect(await counters(id)).toEqual([0, 0]);
    expect((await ask([USD])).kind).toBe('admitted');
    expect(await counters(id)).toEqual([0, USD]);
    await spend(old, 7);
    expect(await counters(id)).toEqual([0, USD]);
  });

  it('charges the reserved amount for an answer without a known price', async () => {
    const id = await budget();
    const requestId = newId('req');
    await ask([400], requestId);
    await spend(requestId, null);
    expect(await counters(id)).toEqual([400, 0]);
  });

  it('gets back what a dead process had reserved', async () => {
    const id = await budget();
    const requestId = newId('req');
    await ask([400], requestId);
    await store.query("update requests set process_id = 'proc_dead'");
    await endAbandonedRequests(database, ['proc_dead']);
    expect(await counters(id)).toEqual([0, 0]);
  });

  it('counts spending and running requests from before it was created', async () => {
    const [done, open] = [newId('req'), newId('req')];
    await ask([50], done);
    await spend(done, 30);
    await ask([50], open);
    const id = await budget();
    expect(await counters(id)).toEqual([30, 50]);
    await spend(open, 20);
    expect(await counters(id)).toEqual([50, 0]);
    await recount(database, id);
    expect(await counters(id)).toEqual([50, 0]);
  });

  it('counts an admission that is being written while the budget is recounted', async () => {
    const id = await budget();
    const requestId = newId('req');
    await ask([50], requestId);
    const client = new pg.Client({ connectionString: store.url });
    await client.connect();
    await client.query('begin');
    await client.query('select 1 from budgets for update');
    const counting = recount(database, id);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await client.query('update budgets set reserved_nano_usd = 60');
    await client.query(`update requests set reserved_nano_usd = 60 where id = '${requestId}'`);
    await client.query('commit');
    await client.end();
    await counting;
    expect(await counters(id)).toEqual([0, 60]);
  });

  it('counts what was spent while it was deleted', async () => {
    const id = await budget();
    await setBudgetDeleted(database, id, true);
    const requestId = newId('req');
    expect(await ask([5 * USD], requestId)).toMatchObject({ kind: 'admitted' });
    await spend(requestId, 70);
    await setBudgetDeleted(database, id, false);
    expect(await counters(id)).toEqual([70, 0]);
  });

  it('alerts about each step of its ladder once a period', async () => {
    await budget({ limitNanoUsd: 100 });
    for (const cost of [60, 20, 2, 10]) {
      const requestId = newId('req');
      await ask([1], requestId);
      await spend(requestId, cost);
    }
    const alerts = await store.query(
      'select percent, action, spent_nano_usd::int as spent from budget_alerts order by 1',
    );
    expect(alerts).toEqual([
      { percent: 70, action: 'warn', spent: 80 },
      { percent: 85, action: 'cheapest', spent: 92 },
    ]);
  });

  it('of a member counts what they ask themselves and what their keys ask', async () => {
    await store.query("insert into users (id, email, name, password_hash) values ('usr_1', 'a@b.c', 'Ada', 'x')");
    await store.query("insert into memberships (user_id, team_id) values ('usr_1', 'team_1')");
    const id = await budget({ scope: 'member', userId: 'usr_1' });
    await ask([5]);
    expect(await counters(id)).toEqual([0, 0]);
    await store.query("update api_keys set created_by_id = 'usr_1'");
    await ask([5]);
    caller = {
      kind: 'user',
      userId: 'usr_1',
      teamId: 'team_1',
      role: 'member',
      teamRole: 'member',
      name: 'Ada',
      email: 'a@b.c',
    };
    await ask([7]);
    expect(await counters(id)).toEqual([0, 12]);
  });
});

describe('the gateway under a budget', () => {
  it('answers 402 with the budget’s name and reset when nothing fits, without a row and without a call', async () => {
    const gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
    await createBudget(gateway.runtime.database, {
      scope: 'team',
      teamId: gateway.teamId,
      period: 'day',
      timeZone: 'UTC',
      limitNanoUsd: 10,
      ladder: DEFAULT_LADDER,
    });
    const response = await call(gateway, 'POST', '/v1/chat/completions', { messages: hello });
    expect(response.status).toBe(402);
    const { error } = await response.json();
    expect(error).toMatchObject({ code: 'budget_exceeded', type: 'insufficient_quota', param: null });
    expect(error.message).toMatch(/^The daily budget of team Workspace has no room for this request: .*resets at 20/);
    expect(await gateway.database.query('select 1 from requests')).toEqual([]);
    await gateway.close();
  });

  it('reserves for every requested answer, and for every refusal that may be charged', async () => {
    const gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
    await createBudget(gateway.runtime.database, {
      scope: 'team',
      teamId: gateway.teamId,
      period: 'day',
      timeZone: 'UTC',
      limitNanoUsd: 100 * USD,
      ladder: DEFAULT_LADDER,
    });
    const [key] = await gateway.database.query<{ id: string }>('select id from api_keys');
    const asking = { ...caller, keyId: key?.id ?? '', teamId: gateway.teamId } as Caller;
    const reservedFor = async ({ n, fallbackOnRefusal = false }: { n?: number; fallbackOnRefusal?: boolean }) => {
      const { events } = await startRun(gateway.runtime, {
        requestId: newId('req'),
        caller: asking,
        source: 'api',
        request: { model: 'auto:cheapest', max_tokens: 20, messages: hello, n: n ?? null },
        options: { fallbackOnRefusal },
        signal: new AbortController().signal,
      });
      const [row] = await gateway.database.query<{ nano: number }>(
        'select reserved_nano_usd::int as nano from budgets',
      );
      for await (const _event of events);
      return row?.nano ?? 0;
    };
    const one = await reservedFor({});
    expect(await reservedFor({ n: 10 })).toBeGreaterThan(5 * one);
    expect(await reservedFor({ fallbackOnRefusal: true })).toBeGreaterThan(one);
    await gateway.close();
  });

  it('prefers the cheapest, then the free, as the ladder requires, and the decision explains why', async () => {
    const gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
    const { database: db, knowledge } = gateway.runtime;
    const id = await createBudget(db, {
      scope: 'workspace',
      period: 'month',
      timeZone: 'UTC',
      limitNanoUsd: USD,
      ladder: DEFAULT_LADDER,
    });
    const decide = async (percent: number, model = 'auto:best') => {
      await db.budget.update({ where: { id }, data: { spentNanoUsd: (USD * percent) / 100 } });
      await knowledge.refresh();
      const response = await call(gateway, 'POST', '/v1/route', { model, messages: hello, router: { explain: true } });
      return { status: response.status, body: await response.json() };
    };
    const before = (await decide(80)).body;
    const after = (await decide(90)).body;
    const cheapest = (await decide(80, 'auto:cheapest')).body;
    expect(before.decision.spending).toBeNull();
    expect(after.decision.spending).toMatchObject({ action: 'cheapest', spent_percent: 90 });
    const costs = after.decision.candidates.map((one: { estimated_cost_usd: number }) => one.estimated_cost_usd);
    expect(costs).toEqual([...costs].sort((a: number, b: number) => a - b));
    expect(after.decision.candidates[0].model).not.toBe(before.decision.candidates[0].model);
    expect(cheapest.decision.candidates.length).toBe(costs.length);
    const free = await decide(96);
    expect(free.status).toBe(402);
    expect(free.body.error.message).toContain('96 % of the monthly budget of the workspace is spent');
    await gateway.close();
  });

  it('is back to nothing reserved after a mix of answers, failures and clients that left', async () => {
    const gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
    const id = await createBudget(gateway.runtime.database, {
      scope: 'team',
      teamId: gateway.teamId,
      period: 'month',
      timeZone: 'UTC',
      limitNanoUsd: USD,
      ladder: DEFAULT_LADDER,
    });
    gateway.runtime.sandbox?.faults.set('tern-small', { fault: 'outage', probability: 0.5 });
    await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const abort = new AbortController();
        const response = fetch(`${gateway.url}/v1/chat/completions`, {
          method: 'POST',
          signal: abort.signal,
          headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ messages: hello, stream: i % 2 === 0, max_tokens: 40 }),
        }).then((answer) => answer.text());
        if (i % 3 === 0) setTimeout(() => abort.abort(), 30);
        await response.catch(() => undefined);
      }),
    );
    const read = async () => (await listBudgets(gateway.runtime.database)).find((one) => one.id === id);
    const settled = await eventually(read, (one) => one?.reservedNanoUsd === 0);
    const [ledger] = await gateway.database.query<{ cost: number }>(
      'select sum(cost_nano_usd)::int as cost from requests',
    );
    expect(settled).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: ledger?.cost });
    await gateway.close();
  });
});
