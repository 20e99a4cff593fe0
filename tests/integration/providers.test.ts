import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SandboxServer, startSandbox } from '../../lib/providers/sandbox/server';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, framesOf, hello } from '../support/requests';

const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

/** Each vendor's fake is a wire-true server of its own, so that one can be killed while the others live. */
let fakes: Record<'openai' | 'anthropic' | 'google' | 'groq', SandboxServer>;
let gateway: TestGateway;

beforeAll(async () => {
  const options = { slowness: 0 };
  fakes = {
    openai: await startSandbox(options),
    anthropic: await startSandbox(options),
    google: await startSandbox(options),
    groq: await startSandbox(options),
  };
  gateway = await startTestGateway({
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: fakes.openai.baseUrls.openai,
    ANTHROPIC_API_KEY: 'k',
    ANTHROPIC_BASE_URL: fakes.anthropic.baseUrls.anthropic,
    GEMINI_API_KEY: 'k',
    GOOGLE_BASE_URL: fakes.google.baseUrls.google,
    GROQ_API_KEY: 'k',
    GROQ_BASE_URL: fakes.groq.baseUrls.openai,
  });
});
afterAll(async () => {
  await gateway.close();
  for (const fake of Object.values(fakes)) await fake.close();
});
beforeEach(() => {
  for (const fake of Object.values(fakes)) fake.faults.clear();
});

const PINNED = [
  'openai/gpt-4o-mini',
  'anthropic/claude-haiku-5-5',
  'google/gemini-2.5-flash-lite',
  'groq/openai/gpt-oss-20b',
];

describe.each(PINNED)('%s', (model) => {
  const [provider = ''] = model.split('/');

  it('streams text, and its usage when asked', async () => {
    const stream = await gateway.client.chat.completions.create({
      model,
      messages: hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let usage: { total_tokens: number } | null | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    expect(text).toContain('84');
    expect(usage?.total_tokens).toBeGreaterThan(10);
  });

  it('streams a tool call', async () => {
    const stream = gateway.client.chat.completions.stream({
      model,
      messages: [{ role: 'user', content: 'The weather in Oslo?' }],
      tools: [weather],
    });
    const [toolCall] = (await stream.finalChatCompletion()).choices[0]?.message.tool_calls ?? [];
    expect(toolCall).toMatchObject({ type: 'function', function: { name: 'get_weather' } });
  });

  it('answers in one piece, priced by the catalogue and measured by the vendor', async () => {
    const response = await call(gateway, 'POST', '/v1/chat/completions', { model, messages: hello });
    const { router, usage } = await response.json();
    expect(router).toMatchObject({ provider, model, cost_state: 'measured' });
    expect(router.cost_usd).toBeGreaterThan(0);
    expect(usage.prompt_tokens).toBeGreaterThan(0);
  });

  it('is tried by auto when it is the only one allowed', async () => {
    const response = await call(gateway, 'POST', '/v1/chat/completions', {
      model: 'auto',
      messages: hello,
      router: { providers: { only: [provider] } },
    });
    expect((await response.json()).router.provider).toBe(provider);
  });

  it('turns a refused key into a 502, never into the caller’s 401', async () => {
    const fake = fakes[provider as keyof typeof fakes];
    const name = model.slice(provider.length + 1);
    fake.faults.set(name, { fault: 'refuse-key' });
    const response = await call(gateway, 'POST', '/v1/chat/completions', { model, messages: hello });
    expect(response.status).toBe(502);
    expect((await response.json()).error.code).toBe('provider_auth_error');
    gateway.runtime.breaker.probeNow({ id: model, provider });
  });
});

describe('failing over', () => {
  const chain = { router: { models: ['openai/gpt-4o-mini', 'anthropic/claude-haiku-5-5'] } };
  const ask = (extra: object = {}) =>
    call(gateway, 'POST', '/v1/chat/completions', { model: 'auto', messages: hello, ...chain, ...extra });
  const maxAttemptsFor = (id: string | null) =>
    gateway.database.query<{ provider: string; outcome: string; cost: number }>(
      'select provider, outcome, cost_nano_usd::int as cost from attempts where request_id = $1 order by number',
      [id],
    );

  it.each([false, true])(
    'changes nothing in the answer when the first candidate is out (stream: %s)',
    async (stream) => {
      fakes.openai.faults.set('gpt-4o-mini', { fault: 'outage' });
      const response = await ask({ stream });
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('84');
      expect(response.headers.get('x-a3m-provider')).toBe('anthropic');
      expect(response.headers.get('x-a3m-attempts')).toBe('2');
      expect(await maxAttemptsFor(response.headers.get('x-request-id'))).toEqual([
        { provider: 'openai', outcome: 'failed', cost: 0 },
        { provider: 'anthropic', outcome: 'succeeded', cost: expect.any(Number) },
      ]);
    },
  );

  // One model each, so that the breaker of one does not affect the next.
  it.each([
    ['rate-limit', 'gpt-4.1-mini'],
    ['garbage', 'gpt-5.4-nano'],
    ['empty', 'gpt-4.1'],
    ['cut', 'gpt-4o'],
  ] as const)('steps in for a candidate that answers with %s', async (fault, name) => {
    fakes.openai.faults.set(name, fault === 'cut' ? { fault, afterPieces: 0 } : { fault });
    const router = { models: [`openai/${name}`, 'anthropic/claude-haiku-5-5'] };
    const response = await ask({ stream: true, router });
    expect(await response.text()).toContain('[DONE]');
    expect(response.headers.get('x-a3m-provider')).toBe('anthropic');
  });

  it('reports a stream that breaks after the first token: an error event and no [DONE]', async () => {
    fakes.openai.faults.set('gpt-4o-mini', { fault: 'cut', afterPieces: 3 });
    gateway.runtime.breaker.probeNow({ id: 'openai/gpt-4o-mini', provider: 'openai' });
    const response = await ask({ stream: true });
    const frames = await framesOf(response);
    expect(response.headers.get('x-a3m-provider')).toBe('openai');
    expect(frames).not.toContain('[DONE]');
    expect(JSON.parse(frames.at(-1) ?? '')).toMatchObject({
      error: { type: 'server_error', code: 'upstream_error', param: null, message: expect.any(String) },
    });
    const [row] = await gateway.database.query<Record<string, unknown>>(
      'select status, cost_state, failure_kind, cost_nano_usd::int as cost from requests where id = $1',
      [response.headers.get('x-request-id')],
    );
    expect(row).toMatchObject({ status: 'failed', cost_state: 'estimated', failure_kind: 'stream-broken' });
    expect(row?.cost).toBeGreaterThan(0);
  });

  it('makes the official client throw when a stream breaks after the first token', async () => {
    fakes.openai.faults.set('gpt-4o-mini', { fault: 'cut', afterPieces: 3 });
    gateway.runtime.breaker.probeNow({ id: 'openai/gpt-4o-mini', provider: 'openai' });
    const read = async () => {
      for await (const _chunk of await gateway.client.chat.completions.create({
        model: 'openai/gpt-4o-mini',
        messages: hello,
        stream: true,
      })) {
        // Only the end matters here.
      }
    };
    await expect(read()).rejects.toThrow();
  });

  it('stops the upstream call when the client disconnects, and charges what was received', async () => {
    const slow = await startSandbox({ slowness: 20 });
    const own = await startTestGateway({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: slow.baseUrls.openai });
    const abort = new AbortController();
    const stream = await own.client.chat.completions.create(
      { model: 'openai/gpt-4o-mini', messages: hello, stream: true },
      { signal: abort.signal },
    );
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) abort.abort();
    const rows = await eventually(
      () => own.database.query<Record<string, unknown>>('select status, cost_state, attempt_count from requests'),
      ([row]) => row?.status !== 'pending',
    );
    expect(rows).toEqual([{ status: 'cancelled', cost_state: 'estimated', attempt_count: 1 }]);
    expect(
      await eventually(
        async () => slow.openStreams(),
        (open) => open === 0,
        1_000,
      ),
    ).toBe(0);
    await own.close();
    await slow.close();
  });

  it('keeps answering when the first candidate’s server is killed during requests', async () => {
    const doomed = await startSandbox({ slowness: 0 });
    const own = await startTestGateway({
      OPENAI_API_KEY: 'k',
      OPENAI_BASE_URL: doomed.baseUrls.openai,
      GROQ_API_KEY: 'k',
      GROQ_BASE_URL: fakes.groq.baseUrls.openai,
    });
    const router = { models: ['openai/gpt-4o-mini', 'groq/openai/gpt-oss-20b'] };
    const answers: string[] = [];
    for (let i = 0; i < 20; i++) {
      if (i === 10) await doomed.close();
      const response = await call(own, 'POST', '/v1/chat/completions', {
        model: 'auto',
        messages: hello,
        router,
        stream: i % 2 === 0,
      });
      answers.push((await response.text()).includes('84') ? 'whole' : 'broken');
    }
    expect(answers).toEqual(Array(20).fill('whole'));
    const [sums] = await own.database.query(
      `select count(*)::int as requests, count(*) filter (where status = 'succeeded')::int as succeeded,
        (select count(*)::int from attempts where provider = 'openai' and outcome = 'failed') as failed from requests`,
    );
    // Five failures open the breaker; after that the dead provider is not called.
    expect(sums).toEqual({ requests: 20, succeeded: 20, failed: 5 });
    await own.close();
  });
});
