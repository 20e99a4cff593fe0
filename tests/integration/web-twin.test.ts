import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET, POST } from '../../app/v1/[...path]/route';
import { createKey } from '../../lib/db/teams/keys';
import { ensureFirstTeam } from '../../lib/db/teams/teams';
import { serveGatewayRequest } from '../../lib/gateway/http/web';
import { getRuntime, prepareDatabase, type Runtime } from '../../lib/runtime/runtime';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { readMetrics, sumOf } from '../support/metrics';
import { eventually, framesOf, hello } from '../support/requests';

let database: TestDatabase;
let runtime: Runtime;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, A3M_SANDBOX: 'on', A3M_LOG_LEVEL: 'silent' });
  runtime = await getRuntime();
  await prepareDatabase(runtime);
  const team = await ensureFirstTeam(runtime.database);
  key = (await createKey(runtime.database, { name: 'twin', teamId: team.id, createdById: null })).secret;
});
afterAll(async () => {
  await runtime.close();
  await database.drop();
});

const post = (body: unknown, signal?: AbortSignal) =>
  POST(
    new Request('http://localhost/v1/chat/completions', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    }),
  );

describe('the route handler, web-standard twin of the server', () => {
  it('is one runtime a process, however many copies of the module ask for it', async () => {
    expect(await getRuntime()).toBe(runtime);
  });

  it('answers like the server, in one piece and streamed', async () => {
    const whole = await post({ model: 'auto', messages: hello });
    expect(await whole.json()).toMatchObject({
      object: 'chat.completion',
      router: { provider: 'sandbox', cost_usd: expect.any(Number) },
    });
    const streamed = await post({ model: 'auto', messages: hello, stream: true });
    const frames = await framesOf(streamed);
    expect(frames.at(-1)).toBe('[DONE]');
    expect(JSON.parse(frames.at(-2) ?? '')).toMatchObject({ router: { cost_usd: expect.any(Number) } });
  });

  it('gives the same errors', async () => {
    const unknown = await post({ model: 'gpt-99', messages: hello });
    expect([unknown.status, (await unknown.json()).error.code]).toEqual([404, 'model_not_found']);
    const large = await post({ messages: [{ role: 'user', content: 'x'.repeat(11 * 1024 * 1024) }] });
    expect(large.status).toBe(413);
    const stranger = await GET(new Request('http://localhost/v1/models'));
    expect(stranger.status).toBe(401);
  });

  it('shows the same metrics, and the same health', async () => {
    const answer = (path: string) => serveGatewayRequest(new Request(`http://localhost${path}`));
    const requests = async () => sumOf(readMetrics(await (await answer('/metrics')).text()), 'a3m_requests_total');
    const before = await requests();
    await (await post({ model: 'auto', messages: hello })).text();
    expect(await requests()).toBe(before + 1);
    expect((await answer('/healthz')).status).toBe(200);
    const ready = await answer('/readyz');
    expect([ready.status, (await ready.json()).checks.prepared]).toEqual([503, false]);
    runtime.isPrepared = true;
    expect((await answer('/readyz')).status).toBe(200);
  });

  it('stops the upstream call when the client leaves, and settles', async () => {
    const abort = new AbortController();
    const messages = [{ role: 'user', content: 'Tell me a long story about a bridge.' }];
    const response = await post({ model: 'sandbox/osprey-reason', messages, stream: true }, abort.signal);
    const reader = response.body?.getReader();
    await reader?.read();
    abort.abort();
    await reader?.cancel();
    const rows = await eventually(
      () =>
        database.query<{ status: string }>('select status from requests where id = $1', [
          response.headers.get('x-request-id'),
        ]),
      ([row]) => row?.status === 'cancelled',
    );
    expect(rows).toEqual([{ status: 'cancelled' }]);
    expect(runtime.sandbox?.openStreams()).toBe(0);
  });
});
