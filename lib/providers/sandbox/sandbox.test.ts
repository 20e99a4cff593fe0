import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from './faults';
import { type SandboxServer, startSandbox } from './server';

let sandbox: SandboxServer;
beforeAll(async () => {
  sandbox = await startSandbox({ slowness: 0, models: ['one', 'two'] });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.faults.clear());

type WireName = keyof SandboxServer['baseUrls'];
const WIRES: WireName[] = ['openai', 'anthropic', 'google'];
const messages = [{ role: 'user', content: 'What is 12 * 7?' }];
let count = 0;

/** Calls a fresh model on a wire as its vendor's SDK would, under a fault. */
async function call(
  wire: WireName,
  fault: FaultInput | null,
  { stream = false, signal = null as AbortSignal | null } = {},
) {
  const model = `model-${++count}`;
  if (fault) sandbox.faults.set(model, fault);
  const { openai, anthropic, google } = sandbox.baseUrls;
  const action = stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
  const url = {
    openai: `${openai}/chat/completions`,
    anthropic: `${anthropic}/messages`,
    google: `${google}/models/${model}:${action}`,
  }[wire];
  const body = {
    openai: { model, messages, stream, stream_options: { include_usage: true } },
    anthropic: { model, messages, stream, max_tokens: 500 },
    google: { contents: [{ role: 'user', parts: [{ text: messages[0]?.content }] }] },
  }[wire];
  const headers = { authorization: 'Bearer k', 'x-api-key': 'k', 'x-goog-api-key': 'k' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
  return { model, response };
}

async function textUnder(wire: WireName, fault: FaultInput, stream = true): Promise<string> {
  return (await call(wire, fault, { stream })).response.text();
}

/** A piece of content, on any of the wires. */
const PIECE = /"(content|text)":"[^"]/g;

describe('errors in the words of each vendor', () => {
  it.each([
    ['openai', { reason: 'quota' }, 429, { error: { type: 'insufficient_quota', code: 'insufficient_quota' } }],
    ['openai', { status: 429 }, 429, { error: { type: 'requests', code: 'rate_limit_exceeded', param: null } }],
    ['openai', { reason: 'context-length' }, 400, { error: { code: 'context_length_exceeded', param: 'messages' } }],
    ['openai', { reason: 'model-missing' }, 404, { error: { code: 'model_not_found' } }],
    ['openai', { status: 402, reason: 'quota' }, 402, { error: { code: 'insufficient_quota' } }],
    ['openai', {}, 500, { error: { type: 'server_error', code: null } }],
    ['anthropic', { reason: 'quota' }, 400, { type: 'error', error: { type: 'invalid_request_error' } }],
    ['anthropic', { status: 429 }, 429, { type: 'error', error: { type: 'rate_limit_error' } }],
    ['anthropic', { status: 529 }, 529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
    ['anthropic', { status: 403 }, 403, { type: 'error', error: { type: 'permission_error' } }],
    ['anthropic', { reason: 'model-missing' }, 404, { type: 'error', error: { type: 'not_found_error' } }],
    ['google', { status: 429 }, 429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }],
    ['google', { status: 503 }, 503, { error: { code: 503, status: 'UNAVAILABLE' } }],
    ['google', { reason: 'context-length' }, 400, { error: { status: 'INVALID_ARGUMENT' } }],
    ['google', { reason: 'model-missing' }, 404, { error: { status: 'NOT_FOUND' } }],
  ] as const)('%s: %j is a %i', async (wire, details, status, body) => {
    const { response } = await call(wire, { fault: 'error', ...details });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(body);
  });

  it('refuses a key as each vendor does: Google with a 400', async () => {
    const answers = await Promise.all(WIRES.map((wire) => call(wire, { fault: 'refuse-key' })));
    expect(answers.map(({ response }) => response.status)).toEqual([401, 401, 400]);
    expect(JSON.stringify(await answers[2]?.response.json())).toContain('API_KEY_INVALID');
  });

  it('tells Google’s busy minute from its empty account by the limit alone', async () => {
    const fetchErrorMessage = async (fault: FaultInput) =>
      (await (await call('google', fault)).response.json()).error.message;
    expect(await fetchErrorMessage({ fault: 'rate-limit', retryAfter: null })).toMatch(
      /exceeded your current quota.*limit: 10/s,
    );
    expect(await fetchErrorMessage({ fault: 'error', reason: 'quota' })).toMatch(
      /exceeded your current quota.*limit: 0/s,
    );
  });

  it.each([
    [20, { 'retry-after': '20' }],
    ['ms:250', { 'retry-after-ms': '250' }],
    ['Wed, 21 Oct 2026 07:28:00 GMT', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }],
    [null, {}],
  ])('asks to come back after %j in a header', async (retryAfter, expected) => {
    const { headers } = (await call('openai', { fault: 'rate-limit', retryAfter })).response;
    const told = ['retry-after', 'retry-after-ms'].flatMap((name) =>
      headers.has(name) ? [[name, headers.get(name)]] : [],
    );
    expect(Object.fromEntries(told)).toEqual(expected);
  });

  it('asks to come back in the body on Google’s wire', async () => {
    const { response } = await call('google', { fault: 'rate-limit', retryAfter: 'ms:250' });
    expect(response.headers.get('retry-after')).toBeNull();
    expect((await response.json()).error.details.at(-1)).toMatchObject({
      '@type': 'type.googleapis.com/google.rpc.RetryInfo',
      retryDelay: '0.25s',
    });
  });

  it('says what it is told to say', async () => {
    const { response } = await call('anthropic', { fault: 'error', status: 400, message: 'No.' });
    expect((await response.json()).error.message).toBe('No.');
  });

  it('refuses a body that nobody could read', async () => {
    const url = `${sandbox.baseUrls.anthropic}/messages`;
    const response = await fetch(url, { method: 'POST', headers: { 'x-api-key': 'k' }, body: '{"model": 5' });
    expect(response.status).toBe(400);
  });
});

describe.each(WIRES)('what goes wrong in an answer on the %s wire', (wire) => {
  it('breaks the connection after so many pieces', async () => {
    const { response, model } = await call(wire, { fault: 'cut', afterPieces: 2 }, { stream: true });
    await expect(response.text()).rejects.toThrow();
    const after = { calls: 1, broken: 1, completed: 0, aborted: 0, open: 0 };
    await expect.poll(() => sandbox.tallyOf(model)).toMatchObject(after);
  });

  it('ends early without a finish', async () => {
    const text = await textUnder(wire, { fault: 'early-end', afterPieces: 2 });
    expect(text).not.toMatch(/\[DONE\]|message_stop|"finishReason"|"finish_reason":"/);
    expect(text.match(PIECE)).toHaveLength(2);
  });

  it('puts the vendor’s error into a stream that began with a 200, before any content when told so', async () => {
    const { response } = await call(wire, { fault: 'stream-error', afterPieces: 0 }, { stream: true });
    expect(response.status).toBe(200);
    const text = await response.text();
    const expected = {
      openai: /^data: {"error":/m,
      anthropic: /^event: error\ndata: /m,
      google: /^{\n {2}"error": {/m,
    };
    expect(text).toMatch(expected[wire]);
    expect(text).not.toMatch(PIECE);
  });

  it('filters everything away, and says so', async () => {
    const expected = { openai: '"content_filter"', anthropic: '"stop_reason":"refusal"', google: '"SAFETY"' }[wire];
    expect(await textUnder(wire, { fault: 'filtered' })).toContain(expected);
    expect(await textUnder(wire, { fault: 'filtered' }, false)).toContain(expected);
  });

  it('declines', async () => {
    const expected = { openai: '"refusal":"', anthropic: '"stop_reason":"refusal"', google: '"blockReason"' }[wire];
    expect(await textUnder(wire, { fault: 'refusal' })).toContain(expected);
    expect(await textUnder(wire, { fault: 'refusal' }, false)).toContain(expected);
  });

  it('counts absurdly', async () => {
    expect(await textUnder(wire, { fault: 'wrong-usage' })).toContain('987654321987');
  });

  it.each(['hang', 'stall'] as const)('%ss until the reader leaves, and counts that', async (fault) => {
    const left = new AbortController();
    const options = { stream: true, signal: left.signal };
    const answer = call(wire, { fault }, options).then(({ response }) => response.text());
    const model = `model-${count}`;
    await expect.poll(() => sandbox.tallyOf(model).open).toBe(1);
    left.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => sandbox.tallyOf(model)).toMatchObject({ open: 0, aborted: 1, completed: 0 });
    expect(sandbox.openStreams()).toBe(0);
  });

  it('floods no faster than it is read', async () => {
    const left = new AbortController();
    const { model, response } = await call(
      wire,
      { fault: 'flood', megabytes: 200 },
      { stream: true, signal: left.signal },
    );
    await response.body?.getReader().read();
    await expect.poll(() => sandbox.tallyOf(model).bytes).toBeGreaterThan(10_000);
    expect(sandbox.tallyOf(model).bytes).toBeLessThan(50 * 1024 * 1024);
    left.abort();
    await expect.poll(() => sandbox.tallyOf(model).open).toBe(0);
  });
});

describe('the control endpoint', () => {
  const control = async (method: string, body?: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(sandbox.controlUrl, { method, ...(body !== undefined && { body: text }) });
    return { status: response.status, body: await response.json() };
  };

  it('sets a fault, tells which are on and what was called, and ends them', async () => {
    const set = await control('POST', { model: 'tern-small', fault: 'cut', afterPieces: 2 });
    expect(set.status).toBe(200);
    const { model } = await call('openai', null);
    const told = await control('GET');
    expect(told.body).toMatchObject({
      faults: { 'tern-small': { fault: 'cut', afterPieces: 2, probability: 1 } },
      calls: { [model]: { calls: 1, open: 0, completed: 1 } },
      openStreams: 0,
    });
    expect((await control('POST', { model: 'tern-small', fault: 'off' })).body.faults).toEqual({});
    await control('POST', { model: 'tern-small', fault: 'outage' });
    expect((await control('DELETE')).body.faults).toEqual({});
  });

  it.each([
    ['{"model":', /must be a JSON object/],
    [[], /must be a JSON object/],
    [{ fault: 'outage' }, /"model" is missing/],
    [{ model: 'm' }, /"fault" is missing: one of off, outage/],
    [{ model: 'm', fault: 'fire' }, /Unknown fault "fire"/],
    [{ model: 'm', fault: 'slow', delayMs: 'long' }, /^delayMs: .*takes: probability, delayMs/],
  ])('answers %j with a 400 that says what to send', async (body, words) => {
    const answer = await control('POST', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(words);
    expect(sandbox.faults.all()).toEqual({});
  });

  it('lists the models it is told to', async () => {
    const { data } = await (await fetch(`${sandbox.baseUrls.openai}/models`)).json();
    expect(data.map(({ id }: { id: string }) => id)).toEqual(['one', 'two']);
  });
});
