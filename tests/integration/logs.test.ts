import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../lib/log';
import { type SandboxServer, startSandbox } from '../../lib/providers/sandbox/server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, hello } from '../support/requests';

const SECRETS = {
  prompt: 'the merger with Heron Incorporated',
  answer: 'a confidential answer about puffins',
  vendorKey: 'sk-vendor-0123456789abcdef',
  callerKey: 'a3m_callersown0123456789abcdef',
  databasePassword: 'hunter2hunter2',
  urlPassword: 'swordfish',
  headerKey: 'sk-header-0123456789abcdef',
};

/** A vendor that repeats the request in its error, in every possible way. */
const QUOTING: Record<string, (quoted: string) => { status: number; type: string; body: string }> = {
  'gpt-4o-mini': (quoted) => ({
    status: 400,
    type: 'application/json',
    body: JSON.stringify({ error: { message: quoted } }),
  }),
  'gpt-4o': (quoted) => ({ status: 500, type: 'text/html', body: `<html>${quoted}</html>` }),
  'gpt-4.1': (quoted) => ({ status: 200, type: 'application/json', body: `not JSON: ${quoted}` }),
  'gpt-4.1-mini': (quoted) => ({ status: 200, type: 'text/event-stream', body: `data: {"broken ${quoted}\n\n` }),
  'gpt-5.4-mini': () => ({
    status: 200,
    type: 'application/json',
    body: JSON.stringify({
      id: 'x',
      created: 1,
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: SECRETS.answer }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 },
    }),
  }),
  // Last, because a refused key excludes its provider for all requests.
  'gpt-5.4-nano': (quoted) => ({
    status: 401,
    type: 'application/json',
    body: JSON.stringify({ error: { message: quoted } }),
  }),
};

let vendor: Server;
let sandbox: SandboxServer;
let database: TestDatabase;
let gateway: TestGateway;
let lines: string[];

/** Housekeeping runs only when a test advances its intervals. */
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterAll(() => {
  vi.useRealTimers();
});

beforeAll(async () => {
  vendor = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const quoted = `${body} ${request.headers.authorization}`;
    const {
      status,
      type,
      body: answer,
    } = QUOTING[JSON.parse(body).model]?.(quoted) ?? { status: 404, type: 'x/y', body };
    response.writeHead(status, { 'content-type': type }).end(answer);
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  // Slow enough to take the database away in the middle of an answer.
  sandbox = await startSandbox({ slowness: 0.5 });
  database = await createTestDatabase();
  const withPassword = new URL(database.url);
  // A database that asks for a password has one of its own, which is as secret.
  if (withPassword.password) SECRETS.databasePassword = withPassword.password;
  else withPassword.password = SECRETS.databasePassword;
  gateway = await startTestGateway(
    {
      OPENAI_API_KEY: SECRETS.vendorKey,
      OPENAI_BASE_URL: `http://user:${SECRETS.urlPassword}@127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`,
      MISTRAL_API_KEY: SECRETS.vendorKey,
      MISTRAL_BASE_URL: `http://user:${SECRETS.urlPassword}@127.0.0.1:1/v1`,
      GROQ_API_KEY: 'k',
      GROQ_BASE_URL: sandbox.baseUrls.openai,
    },
    { ...database, url: withPassword.href },
    createLog('info', (line) => lines.push(line)),
  );
});
afterAll(async () => {
  await gateway.close();
  await database.drop();
  await sandbox.close();
  vendor.closeAllConnections();
  vendor.close();
});

lines = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await gateway.proxy.comeBack();
  lines.length = 0;
  sandbox.faults.clear();
});

/** Runs each part of housekeeping that falls due within 3 s, and waits until all have ended. */
async function housekeep(): Promise<void> {
  const over = vi.spyOn(gateway.runtime.databaseWatch, 'over');
  vi.advanceTimersByTime(3_000);
  expect(over).toHaveBeenCalled();
  await Promise.allSettled(over.mock.results.map(({ value }) => value));
  over.mockRestore();
}

const entries = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
const entriesWith = (message: string) => entries().filter((entry) => entry.message === message);
const chat = async (body: object, headers: Record<string, string> = {}) => {
  const response = await call(gateway, 'POST', '/v1/chat/completions', { messages: hello, ...body }, headers);
  return { response, text: await response.text() };
};

describe('the log of a request', () => {
  it('is one line when it ends, with what the ledger knows', async () => {
    const { response } = await chat(
      { model: 'groq/openai/gpt-oss-20b', stream: true },
      { 'x-request-id': 'order-4711' },
    );
    const id = response.headers.get('x-request-id');
    const [row] = await gateway.database.query<Record<string, unknown>>(
      `select input_tokens, output_tokens, cost_nano_usd::int as cost, total_ms, ttft_ms from requests where id = $1`,
      [id],
    );
    expect(entries()).toEqual([
      {
        time: expect.any(String),
        level: 'info',
        message: 'A request ended.',
        requestId: id,
        clientRequestId: 'order-4711',
        teamId: gateway.teamId,
        source: 'api',
        streamed: true,
        status: 'succeeded',
        failure: null,
        provider: 'groq',
        model: 'groq/openai/gpt-oss-20b',
        category: 'simple',
        attempts: 1,
        ttftMs: row?.ttft_ms,
        totalMs: row?.total_ms,
        inputTokens: row?.input_tokens,
        outputTokens: row?.output_tokens,
        costUsd: Number(row?.cost) / 1e9,
        costState: 'measured',
      },
    ]);
    expect(id).not.toBe('order-4711');
  });

  it('has a warning for each call that failed before it', async () => {
    sandbox.faults.set('openai/gpt-oss-120b', { fault: 'outage' });
    const router = { models: ['groq/openai/gpt-oss-120b', 'groq/openai/gpt-oss-20b'] };
    const { response } = await chat({ router });
    const requestId = response.headers.get('x-request-id');
    expect(entriesWith('An attempt failed.')).toEqual([
      {
        time: expect.any(String),
        level: 'warn',
        message: 'An attempt failed.',
        requestId,
        teamId: gateway.teamId,
        number: 1,
        provider: 'groq',
        model: 'groq/openai/gpt-oss-120b',
        failure: 'overloaded',
        httpStatus: 503,
        totalMs: expect.any(Number),
      },
    ]);
    expect(entriesWith('A request ended.')).toMatchObject([{ requestId, attempts: 2, status: 'succeeded' }]);
  });

  it('has one warning with the code when it is refused, and none for unauthenticated calls or unknown paths', async () => {
    const { response } = await chat({ model: 'gpt-99' }, { 'x-request-id': 'order-4712' });
    const requestId = response.headers.get('x-request-id');
    expect((await call(gateway, 'GET', '/v1/models', undefined, { authorization: 'Bearer nope' })).status).toBe(401);
    expect((await call(gateway, 'GET', '/v1/secret/path')).status).toBe(404);
    expect(entries()).toEqual([
      {
        time: expect.any(String),
        level: 'warn',
        message: 'A request was refused.',
        requestId,
        clientRequestId: 'order-4712',
        source: 'api',
        status: 404,
        code: 'model_not_found',
      },
    ]);
  });
});

describe('the log of an outage of the database', () => {
  it('logs the start and the end of an outage once each, regardless of the number of failed queries', async () => {
    await gateway.proxy.goAway();
    for (let i = 0; i < 3; i++) {
      expect((await chat({ model: 'groq/openai/gpt-oss-20b' })).response.status).toBe(503);
      expect((await call(gateway, 'GET', '/readyz')).status).toBe(503);
    }
    for (let round = 0; round < 2; round++) await housekeep();
    await gateway.proxy.comeBack();
    for (let round = 0; round < 2; round++) await housekeep();
    expect(entriesWith('The database is away; trying until it is back.')).toHaveLength(1);
    expect(entriesWith('The database is back.')).toHaveLength(1);
    expect(entriesWith('A request was refused.')).toHaveLength(3);
    expect(lines).toHaveLength(5);
    expect(lines.filter((line) => line.includes(SECRETS.databasePassword))).toEqual([]);
  });

  it('keeps quiet about settlements that wait for it', async () => {
    // Those of the test before, which refused its requests.
    await eventually(
      async () => gateway.runtime.settlements.waiting,
      (waiting) => waiting === 0,
      10_000,
    );
    const response = await call(gateway, 'POST', '/v1/chat/completions', {
      model: 'groq/openai/gpt-oss-20b',
      messages: hello,
      stream: true,
    });
    await gateway.proxy.goAway();
    const tries = vi.spyOn(gateway.runtime.databaseWatch, 'over');
    await response.text();
    await vi.waitFor(() => expect(tries.mock.calls.length).toBeGreaterThan(2), { timeout: 10_000 });
    const stillWaiting = gateway.runtime.settlements.waiting;
    await gateway.proxy.comeBack();
    await eventually(
      async () => gateway.runtime.settlements.waiting,
      (waiting) => waiting === 0,
      10_000,
    );
    expect(stillWaiting).toBe(1);
    expect(gateway.runtime.settlements.waiting).toBe(0);
    expect(entries().filter(({ level }) => level === 'error')).toEqual([]);
    expect(entriesWith('The database is away; trying until it is back.')).toHaveLength(1);
  });
});

describe('what the log never has', () => {
  it('is a prompt, an answer, a key or a URL with credentials, for every kind of error', async () => {
    const messages = [{ role: 'user', content: SECRETS.prompt }];
    for (const name of Object.keys(QUOTING))
      for (const stream of [false, true])
        await chat({ model: `openai/${name}`, messages, stream }, { 'x-request-id': SECRETS.headerKey });
    await chat({ model: SECRETS.prompt, messages });
    await chat({ messages, router: { policy: SECRETS.prompt } });
    await chat({ messages, [SECRETS.prompt]: 1, router: { [SECRETS.prompt]: 1 } });
    await chat({ messages }, { authorization: `Bearer ${SECRETS.callerKey}` });
    await chat({ messages }, { authorization: `Basic ${SECRETS.callerKey}` });
    await call(gateway, 'POST', '/v1/chat/completions', `{"messages": ${SECRETS.prompt}`);
    await call(gateway, 'POST', '/v1/feedback', { request_id: SECRETS.prompt, rating: 'up' });
    await call(gateway, 'GET', `/v1/models/${encodeURIComponent(SECRETS.prompt)}?key=${SECRETS.callerKey}`);
    await chat({ model: 'mistral/mistral-small-2603', messages });

    const kinds = new Set(entriesWith('An attempt failed.').map(({ failure }) => failure));
    expect([...kinds].sort()).toEqual(['auth', 'connection', 'invalid-request', 'malformed', 'server']);
    expect(entriesWith('A request ended.').some(({ status }) => status === 'succeeded')).toBe(true);
    expect(entriesWith('A request was refused.').length).toBeGreaterThan(4);
    expect(entriesWith('A breaker opened.')).toMatchObject([{ provider: 'openai', model: null }]);
    const words = [...Object.values(SECRETS), gateway.key, 'puffins', 'Heron', hello[0]?.content ?? ''];
    expect(lines.filter((line) => words.some((word) => line.includes(word)))).toEqual([]);
  });
});
