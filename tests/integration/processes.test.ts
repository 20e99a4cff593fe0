import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../lib/db/client';
import { beat, forgetProcesses } from '../../lib/db/system/processes';
import { createFailure } from '../../lib/engine/execute/failure';
import { Breaker } from '../../lib/engine/resilience/breaker';
import { ProcessLease } from '../../lib/runtime/process-lease';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startTestGateway } from '../support/gateway';
import { call, eventually, hello } from '../support/requests';

let store: TestDatabase;
let database: Database;
let now: number;

beforeEach(async () => {
  store = await createTestDatabase();
  database = createDatabase(store.url);
  now = 1_000_000;
  await store.query("insert into teams (id, name) values ('team_1', 'One')");
});
afterEach(async () => {
  await database.$disconnect();
  await store.drop();
});

const lease = () => new ProcessLease(database, new Breaker(), () => now);

async function pending(id: string, processId: string | null, age = '1 second') {
  await store.query(
    `insert into requests (id, created_at, team_id, source, streamed, requested_model, category, confidence,
       classifier_version, policy, policy_version, decision, propensity, chosen_model, process_id, reserved_nano_usd)
     values ($1, now() - $3::interval, 'team_1', 'api', true, 'auto', 'simple', 1, 'v', 'auto', 1, '{}', 1, 'm', $2, 7)`,
    [id, processId, age],
  );
}

async function statusOf(id: string) {
  const [row] = await store.query<{ status: string }>('select status from requests where id = $1', [id]);
  return row?.status;
}

const silence = (id: string, age: string) =>
  store.query('update processes set seen_at = now() - $2::interval where id = $1', [id, age]);

describe('what a dead process left', () => {
  it('is abandoned at the next start on the same machine, immediately and once', async () => {
    const dead = lease();
    await dead.beat();
    await pending('req_1', dead.identity.id);
    await store.query("update processes set started_as = 'long ago'");
    const next = lease();
    await next.beat();
    expect(await next.expireDeadProcesses()).toBe(1);
    expect(await next.expireDeadProcesses()).toBe(0);
    expect(await statusOf('req_1')).toBe('abandoned');
    const rollup = await store.query("select requests from rollup_requests where grain = 'quarter'");
    expect(rollup).toEqual([{ requests: 1 }]);
    const reserved = await store.query('select 1 from requests where reserved_nano_usd <> 0');
    expect(reserved).toEqual([]);
  });

  it('is left to another process that is alive', async () => {
    const living = lease();
    await living.beat();
    await pending('req_1', living.identity.id);
    expect(await lease().expireDeadProcesses()).toBe(0);
    expect(await statusOf('req_1')).toBe('pending');
  });

  it('is abandoned when another machine has been silent for a minute', async () => {
    const other = { id: 'proc_far', host: 'elsewhere', pid: 1, startedAs: '1' };
    await beat(database, other, {});
    await pending('req_1', other.id);
    const mine = lease();
    await mine.beat();
    now += 60_000;
    expect(await mine.sweep()).toBe(0);
    await silence(other.id, '61 seconds');
    expect(await mine.sweep()).toBe(1);
    expect(await statusOf('req_1')).toBe('abandoned');
  });

  it('is left alone right after an outage of the database: a missing heartbeat proves nothing then', async () => {
    const other = { id: 'proc_far', host: 'elsewhere', pid: 1, startedAs: '1' };
    await beat(database, other, {});
    await silence(other.id, '5 minutes');
    await pending('req_1', other.id);
    const mine = lease();
    await mine.beat();
    now += 59_000;
    expect(await mine.sweep()).toBe(0);
    expect(await statusOf('req_1')).toBe('pending');
  });

  it('is abandoned after a quarter of an hour when its process is unknown', async () => {
    await pending('req_old', null, '16 minutes');
    await pending('req_new', null, '14 minutes');
    const living = lease();
    await living.beat();
    await pending('req_long', living.identity.id, '40 minutes');
    expect(await living.sweep()).toBe(1);
    expect([await statusOf('req_old'), await statusOf('req_new'), await statusOf('req_long')]).toEqual([
      'abandoned',
      'pending',
      'pending',
    ]);
  });
});

describe('state shared between processes', () => {
  it('keeps the others away from what one of them found closed', async () => {
    const [theirs, mine] = [new Breaker(), new Breaker()];
    for (let i = 0; i < 5; i++) theirs.acquire({ id: 'a/x', provider: 'a' })?.failed(createFailure('server', 'down'));
    const [one, other] = [new ProcessLease(database, theirs), new ProcessLease(database, mine)];
    await one.beat();
    await other.beat();
    expect(mine.stateOf({ id: 'a/x', provider: 'a' })).toMatchObject({ state: 'open', why: 'down' });
    await forgetProcesses(database, [one.identity.id]);
    await other.beat();
    expect(mine.stateOf({ id: 'a/x', provider: 'a' }).state).toBe('closed');
  });

  it('ignores a process without a recent heartbeat', async () => {
    const [theirs, mine] = [new Breaker(), new Breaker()];
    theirs.acquire({ id: 'a/x', provider: 'a' })?.failed(createFailure('auth', 'refused'));
    const one = new ProcessLease(database, theirs);
    await one.beat();
    await silence(one.identity.id, '20 seconds');
    await new ProcessLease(database, mine).beat();
    expect(mine.stateOf({ id: 'a/x', provider: 'a' }).state).toBe('closed');
  });
});

describe('a request that no model can answer', () => {
  it('is answered immediately with the soonest retry-after, and leaves one failed row', async () => {
    const gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
    const model = 'sandbox/tern-small';
    gateway.runtime.breaker
      .acquire({ id: model, provider: 'sandbox' })
      ?.failed(createFailure('auth', 'The key was refused.', { retryAfterMs: 40_000 }));
    const shown = await (await call(gateway, 'GET', `/v1/models/${model}`)).json();
    expect(shown.state).toBe('open');
    expect(Date.parse(shown.broken_until)).toBeGreaterThan(Date.now());
    for (const stream of [false, true]) {
      const response = await call(gateway, 'POST', '/v1/chat/completions', { model: 'auto', messages: hello, stream });
      expect(response.status).toBe(503);
      const wait = Number(response.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(30);
      expect(wait).toBeLessThanOrEqual(40);
      const rows = await eventually(
        () =>
          gateway.database.query<Record<string, unknown>>(
            'select status, attempt_count, cost_nano_usd::int as cost from requests where id = $1',
            [response.headers.get('x-request-id')],
          ),
        ([row]) => row?.status === 'failed',
      );
      expect(rows).toEqual([{ status: 'failed', attempt_count: 0, cost: 0 }]);
    }
    await gateway.close();
  });
});

describe('what a request may ask for', () => {
  it('hedges a slow model, uses the second answer and charges both', async () => {
    const gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
    gateway.runtime.sandbox?.faults.set('tern-small', { fault: 'slow', delayMs: 20_000 });
    const router = { models: ['sandbox/tern-small', 'sandbox/finch-code'], hedge: true };
    const response = await call(gateway, 'POST', '/v1/chat/completions', {
      model: 'auto',
      messages: hello,
      stream: true,
      router,
    });
    expect(await response.text()).toContain('[DONE]');
    expect(response.headers.get('x-a3m-model')).toBe('sandbox/finch-code');
    const attempts = await gateway.database.query(
      'select model, outcome, usage_state from attempts where request_id = $1 order by number',
      [response.headers.get('x-request-id')],
    );
    expect(attempts).toEqual([
      { model: 'sandbox/tern-small', outcome: 'cancelled', usage_state: 'estimated' },
      { model: 'sandbox/finch-code', outcome: 'succeeded', usage_state: 'measured' },
    ]);
    await gateway.close();
  });

  it.each([{ first_token_ms: 0 }, { headers_ms: 1.5 }, { idle_ms: '3' }, { someday_ms: 5 }])(
    'refuses deadlines that make no sense: %o',
    async (deadlines) => {
      const gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
      const response = await call(gateway, 'POST', '/v1/chat/completions', { messages: hello, router: { deadlines } });
      expect(response.status).toBe(400);
      expect((await response.json()).error.param).toContain('router.deadlines');
      await gateway.close();
    },
  );
});
