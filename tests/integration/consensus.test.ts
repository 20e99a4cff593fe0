import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBudget } from '../../lib/db/budgets/budgets';
import { rebuildRollups } from '../../lib/db/rollup/rebuild';
import { DEFAULT_LADDER } from '../../lib/engine/money/budget';
import type { ConsensusFacts } from '../../lib/gateway/http/response-facts';
import { type ScriptedVendor, startScriptedVendors } from '../support/fakes/scripted-vendor';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, framesOf, hello } from '../support/requests';

let gateway: TestGateway;
// One for each test: a model that failed in the one before would be cooling down.
beforeEach(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  gateway.runtime.sandbox?.setSlowness(0.2);
});
afterEach(() => gateway.close());

const THREE = ['sandbox/tern-small', 'sandbox/heron-large', 'sandbox/osprey-reason'];
const MORE = [...THREE, 'sandbox/finch-code', 'sandbox/wren-small'];
const fault = (model: string, what: Parameters<NonNullable<TestGateway['runtime']['sandbox']>['faults']['set']>[1]) =>
  gateway.runtime.sandbox?.faults.set(model, what);

const ask = (router: object, more: object = {}) =>
  call(gateway, 'POST', '/v1/chat/completions', { model: 'auto', messages: hello, router, ...more });

interface Facts {
  request_id: string;
  provider: string;
  model: string;
  cost_usd: number;
  attempts: number;
  parallel: { wanted: number; models: string[]; consensus: boolean; shortfall: string | null };
  consensus: ConsensusFacts;
}

/** The row of a request once it is settled, and those of its calls. */
async function ledgerOf(id: string) {
  const [row] = await eventually(
    () =>
      gateway.database.query<{ status: string; model: string; cost: number; calls: number; reserved: number }>(
        `select status::text, model, cost_nano_usd::int as cost, attempt_count as calls,
          reserved_nano_usd::int as reserved from requests where id = $1 and status <> 'pending'`,
        [id],
      ),
    (rows) => rows.length > 0,
  );
  const attempts = await gateway.database.query<{ model: string; outcome: string; cost: number }>(
    'select model, outcome::text, cost_nano_usd::int as cost from attempts where request_id = $1 order by number',
    [id],
  );
  return { row, attempts };
}

const fallbacks = async () =>
  (
    await gateway.database.query<{ fallbacks: number }>(
      `select coalesce(sum(fallbacks), 0)::int as fallbacks from rollup_requests where grain = 'quarter'`,
    )
  )[0]?.fallbacks;

const usd = (nanoUsd: number) => nanoUsd / 1e9;
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

describe('a consensus', () => {
  it('answers with what most agree on, every answer and its cost, in one row with an attempt for each', async () => {
    const before = await fallbacks();
    const response = await ask({ models: THREE, consensus: true });
    expect(response.status).toBe(200);
    const { choices, router } = (await response.json()) as {
      choices: { message: { content: string } }[];
      router: Facts;
    };
    expect(router.consensus).toMatchObject({ method: 'exact', agreement: 1, of: 3, answered: 3, agreeing: 3 });
    expect(router.parallel).toEqual({ wanted: 3, models: THREE, consensus: true, shortfall: null });
    const chosen = router.consensus.answers.find((answer) => answer.chosen);
    expect(choices[0]?.message.content).toBe(chosen?.text);
    expect(router.model).toBe(chosen?.model);
    expect(response.headers.get('x-a3m-model')).toBe(router.model);
    expect(response.headers.get('x-a3m-attempts')).toBe('3');
    expect(Number(response.headers.get('x-a3m-cost-usd'))).toBe(router.cost_usd);
    const { row, attempts } = await ledgerOf(router.request_id);
    expect(row).toMatchObject({ status: 'succeeded', model: router.model, calls: 3 });
    expect(attempts.map(({ model }) => model)).toEqual(THREE);
    expect(attempts.map(({ cost }) => usd(cost))).toEqual(router.consensus.answers.map(({ cost_usd: cost }) => cost));
    expect(row?.cost).toBe(sum(attempts.map(({ cost }) => cost)));
    expect(router.cost_usd).toBeCloseTo(usd(row?.cost ?? 0), 12);
    expect(await fallbacks()).toBe(before);
  });

  it('asks others in place of one that is limited and one that is cut, and counts that as a fallback', async () => {
    fault('tern-small', { fault: 'rate-limit' });
    fault('heron-large', { fault: 'cut', afterPieces: 1 });
    const before = (await fallbacks()) ?? 0;
    const { router } = (await (await ask({ models: MORE, consensus: true }, { stream: false })).json()) as {
      router: Facts;
    };
    expect(router.consensus).toMatchObject({ of: 3, answered: 3, agreeing: 3, agreement: 1 });
    const failed = router.consensus.answers.filter(({ failure }) => failure !== null);
    expect(failed.map(({ model }) => model)).toEqual(['sandbox/tern-small', 'sandbox/heron-large']);
    const { attempts } = await ledgerOf(router.request_id);
    expect(attempts.map(({ outcome }) => outcome).sort()).toEqual([
      'failed',
      'failed',
      'succeeded',
      'succeeded',
      'succeeded',
    ]);
    expect(await eventually(fallbacks, (count) => count === before + 1)).toBe(before + 1);
    await rebuildRollups(gateway.runtime.database);
    expect(await fallbacks()).toBe(before + 1);
  });

  it('streams its text once it is known, with the facts in the first chunk and the answers in the last', async () => {
    const response = await ask({ models: THREE, consensus: true }, { stream: true });
    const frames = await framesOf(response);
    expect(frames.at(-1)).toBe('[DONE]');
    const chunks = frames.slice(0, -1).map((frame) => JSON.parse(frame));
    expect(chunks[0].router).toMatchObject({ model: response.headers.get('x-a3m-model'), attempts: 3 });
    expect(chunks[0].router.consensus).toBeUndefined();
    expect(chunks.at(-1).router.consensus).toMatchObject({ method: 'exact', agreement: 1, answered: 3 });
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toContain('84');
  });

  it('reaches the official client, which passes router through and reads past what keeps the stream alive', async () => {
    fault('osprey-reason', { fault: 'slow', delayMs: 6_000 });
    const body = { model: 'auto', messages: hello, stream: true as const, router: { models: THREE, consensus: true } };
    const stream = await gateway.client.chat.completions.create(body);
    let text = '';
    let last: { router?: Facts } = {};
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      last = chunk as typeof last;
    }
    expect(text).toContain('84');
    expect(last.router?.consensus).toMatchObject({ agreeing: 3 });
  }, 20_000);

  it('keeps a silent stream alive with comments, and reports a failure in the stream', async () => {
    for (const model of THREE) fault(model.slice('sandbox/'.length), { fault: 'slow', delayMs: 60_000 });
    const router = { models: THREE, consensus: true, deadlines: { first_token_ms: 5_600 } };
    const response = await ask(router, { stream: true });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/^: waiting/);
    expect(text).not.toContain('[DONE]');
    const data = text.split('\n\n').filter((frame) => frame.startsWith('data: '));
    expect(data.map((frame) => JSON.parse(frame.slice('data: '.length)).error.code)).toEqual(['timeout']);
  }, 20_000);

  it('is the only successful answer when the others fail, and says so', async () => {
    for (const model of ['tern-small', 'heron-large']) fault(model, { fault: 'rate-limit' });
    const { router } = (await (await ask({ models: THREE, consensus: true })).json()) as { router: Facts };
    expect(router.consensus).toMatchObject({ method: 'single', agreement: null, of: 3, answered: 1, agreeing: 1 });
  });

  it('fails like any other request when no model answers, in one row', async () => {
    for (const model of THREE) fault(model.slice('sandbox/'.length), { fault: 'rate-limit', retryAfter: 7 });
    const response = await ask({ models: THREE, consensus: true });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    const { row, attempts } = await ledgerOf(response.headers.get('x-request-id') ?? '');
    expect(row).toMatchObject({ status: 'failed', calls: 3, cost: 0 });
    expect(attempts).toHaveLength(3);
  });

  it('keeps a session on the model whose answer was chosen', async () => {
    const session = 'a-consensus';
    const { router } = (await (await ask({ consensus: true, session })).json()) as { router: Facts };
    const next = await call(gateway, 'POST', '/v1/route', { messages: hello, router: { session } });
    expect((await next.json()).decision.sticky).toMatchObject({ model: router.model, kept: true });
  });
});

describe('several models in parallel', () => {
  it('stream the first model that answers, and charge the others for what they generated', async () => {
    for (const model of ['tern-small', 'osprey-reason']) fault(model, { fault: 'slow', delayMs: 20_000 });
    const response = await ask({ models: THREE, parallel: 3 }, { stream: true });
    expect(response.headers.get('x-a3m-model')).toBe('sandbox/heron-large');
    const frames = await framesOf(response);
    const last = JSON.parse(frames.at(-2) ?? '').router as Facts;
    expect(last).toMatchObject({ attempts: 3, parallel: { wanted: 3, consensus: false } });
    expect(last.consensus).toBeUndefined();
    const { row, attempts } = await ledgerOf(last.request_id);
    expect(row).toMatchObject({ status: 'succeeded', model: 'sandbox/heron-large', calls: 3 });
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['cancelled', 'succeeded', 'cancelled']);
    expect(row?.cost).toBe(sum(attempts.map(({ cost }) => cost)));
  });

  it('list the models that would be asked, without calling any', async () => {
    const calls = () => THREE.map((model) => gateway.runtime.sandbox?.callsTo(model.slice('sandbox/'.length)));
    const before = calls();
    const body = { messages: hello, router: { models: THREE, parallel: 2, consensus: true } };
    const answer = await (await call(gateway, 'POST', '/v1/route', body)).json();
    expect(answer.parallel).toEqual({
      wanted: 2,
      models: THREE.slice(0, 2),
      consensus: true,
      shortfall: null,
      estimated_cost_usd: expect.any(Number),
    });
    expect(calls()).toEqual(before);
  });

  it.each([
    ['one', { parallel: 1 }, /router\.parallel must be an integer from 2 to 5, not 1/],
    ['six', { parallel: 6 }, /not 6/],
    ['a half', { parallel: 2.5 }, /not 2\.5/],
    ['a word', { parallel: 'many' }, /router\.parallel/],
  ])('cannot be %s', async (_what, router, words) => {
    const response = await ask(router);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({
      param: 'router.parallel',
      message: expect.stringMatching(words),
    });
  });

  it('cannot be had of one pinned model', async () => {
    const response = await ask({ parallel: 3 }, { model: 'sandbox/tern-small' });
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toMatch(/names only sandbox\/tern-small\. Use "auto"/);
  });

  it('are in the metrics as such, and not as hedges', async () => {
    await (await ask({ models: THREE, consensus: true })).json();
    const text = await gateway.runtime.metrics.text();
    expect(text).toMatch(/a3m_lanes_total\{provider="sandbox",model="sandbox\/heron-large"\} [1-9]/);
    expect(text).not.toMatch(/a3m_hedges_total\{/);
  });
});

describe('a budget', () => {
  it('reserves for all at once, asks fewer when it has no room, and is charged the sum', async () => {
    const own = await startTestGateway({ A3M_SANDBOX: 'on' });
    const { database } = own.runtime;
    const id = await createBudget(database, {
      scope: 'team',
      teamId: own.teamId,
      period: 'month',
      timeZone: 'UTC',
      limitNanoUsd: 1_000_000_000,
      ladder: DEFAULT_LADDER,
    });
    const counters = async () => {
      const [row] = await own.database.query<{ spent: number; reserved: number; cap: number }>(
        `select spent_nano_usd::int as spent, reserved_nano_usd::int as reserved, limit_nano_usd::int as cap
          from budgets where id = $1`,
        [id],
      );
      return row as NonNullable<typeof row>;
    };
    const askOwn = (router: object) =>
      call(own, 'POST', '/v1/chat/completions', { messages: hello, max_tokens: 100, router });
    for (const model of THREE)
      own.runtime.sandbox?.faults.set(model.slice('sandbox/'.length), { fault: 'slow', delayMs: 500 });
    const asked = askOwn({ models: THREE, consensus: true });
    const { reserved } = await eventually(counters, (now) => now.reserved > 0);
    const single = await askOwn({ models: ['sandbox/osprey-reason'] });
    expect(single.status).toBe(200);
    const { router } = (await (await asked).json()) as { router: Facts };
    const settled = await eventually(counters, (now) => now.reserved === 0);
    const [{ total = 0 } = {}] = await own.database.query<{ total: number }>(
      'select sum(cost_nano_usd)::int as total from requests',
    );
    expect(settled).toMatchObject({ reserved: 0, spent: total });
    expect(reserved).toBeGreaterThan(router.cost_usd * 1e9);

    // Room for the two cheapest, not for all three.
    await own.database.query('update budgets set limit_nano_usd = spent_nano_usd + $1 where id = $2', [
      Math.round(reserved / 2),
      id,
    ]);
    const cut = (await (await askOwn({ models: THREE, consensus: true, explain: true })).json()) as {
      router: Facts & { decision: { exclusions: { code: string }[] } };
    };
    expect(cut.router.parallel.models.length).toBeLessThan(3);
    expect(cut.router.parallel.shortfall).toMatch(/of 3 models are called: the remaining budget does not cover more/);
    expect(cut.router.consensus.of).toBe(cut.router.parallel.models.length);
    expect(cut.router.decision.exclusions).toContainEqual(expect.objectContaining({ code: 'budget' }));
    await own.database.query('update budgets set limit_nano_usd = spent_nano_usd + 1 where id = $1', [id]);
    expect((await askOwn({ models: THREE, consensus: true })).status).toBe(402);
    const { spent, reserved: left, cap } = await eventually(counters, (now) => now.reserved === 0);
    expect(left).toBe(0);
    expect(spent).toBeLessThanOrEqual(cap);
    await own.close();
  }, 30_000);
});

describe('vendors with different answers', () => {
  let vendors: ScriptedVendor;
  let own: TestGateway;
  beforeAll(async () => {
    vendors = await startScriptedVendors({
      openai: 'The capital is Sydney.',
      groq: 'The answer is **Canberra**.',
      mistral: 'canberra',
      deepseek: 'Canberra.',
    });
    const env = ['openai', 'groq', 'mistral', 'deepseek'].flatMap((vendor) => [
      [`${vendor.toUpperCase()}_API_KEY`, 'k'],
      [`${vendor.toUpperCase()}_BASE_URL`, vendors.baseUrl(vendor)],
    ]);
    own = await startTestGateway({ A3M_SANDBOX: 'off', ...Object.fromEntries(env) });
  });
  afterAll(async () => {
    await own.close();
    await vendors.close();
  });

  const askOwn = async (router: object, more: object = {}) =>
    (await (await call(own, 'POST', '/v1/chat/completions', { messages: hello, router, ...more })).json()) as {
      choices: { message: { content: string } }[];
      router: Facts;
    };

  it('are asked one model each, and the majority wins over the first-ranked model', async () => {
    const { choices, router } = await askOwn({ parallel: 4, consensus: true, providers: { order: ['openai'] } });
    expect(new Set(router.consensus.answers.map(({ provider }) => provider)).size).toBe(4);
    expect(router.consensus.answers[0]?.provider).toBe('openai');
    expect(router.consensus).toMatchObject({ method: 'exact', agreement: 0.75, agreeing: 3 });
    expect(router.provider).not.toBe('openai');
    expect(choices[0]?.message.content).toMatch(/canberra/i);
  });

  it('stay below the ceiling together: fewer are asked, and the decision says so', async () => {
    const all = await call(own, 'POST', '/v1/route', { messages: hello, router: { parallel: 3, policy: 'best' } });
    const { parallel } = await all.json();
    const most = parallel.estimated_cost_usd * 0.7;
    const { router } = await askOwn({
      parallel: 3,
      consensus: true,
      policy: 'best',
      max_cost_usd: most,
      explain: true,
    });
    const of = await call(own, 'POST', '/v1/route', {
      messages: hello,
      router: { parallel: 3, policy: 'best', max_cost_usd: most },
    });
    const planned = await of.json();
    expect(planned.parallel.estimated_cost_usd).toBeLessThanOrEqual(most);
    expect(planned.parallel.models).toEqual(router.parallel.models);
    expect(planned.decision.exclusions).toContainEqual(
      expect.objectContaining({
        code: 'cost-ceiling',
        reason: expect.stringContaining('together with the other parallel calls'),
      }),
    );
  });
});
