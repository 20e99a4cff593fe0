import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setStoresApiText } from '../../lib/db/system/settings';
import { type SandboxServer, startSandbox } from '../../lib/providers/sandbox/server';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually } from '../support/requests';

/** PostgreSQL's text holds neither a NUL nor half a pair of surrogates; JSON holds both. */
const UNSTORABLE = ['\0', '\ud800'];

let upstream: SandboxServer;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startSandbox({ slowness: 0 });
  gateway = await startTestGateway({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: upstream.baseUrls.openai });
  await setStoresApiText(gateway.runtime.database, true);
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const model = 'openai/gpt-4o-mini';
const chat = (body: object) => call(gateway, 'POST', '/v1/chat/completions', { model, ...body });

/** A request's row once it is settled, and that nothing waits behind it. */
async function settledRow(response: Response) {
  const [row] = await eventually(
    () =>
      gateway.database.query<Record<string, string>>(
        'select status, failure_message, answer, prompt::text from requests where id = $1',
        [response.headers.get('x-request-id')],
      ),
    ([found]) => found?.status !== 'pending',
    2_000,
  );
  expect(gateway.runtime.settlements.waiting).toBe(0);
  return row;
}

afterEach(() => upstream.faults.clear());

describe.each(UNSTORABLE)('a text that the database cannot hold (%j)', (bad) => {
  it('in a prompt and its answer is answered whole, and stored without it', async () => {
    const content = `Hello, how do you explain ${bad}walking${bad} to a friend, step by step, and why?`;
    const response = await chat({ messages: [{ role: 'user', content }], router: { category: 'reasoning' } });
    expect(response.status).toBe(200);
    expect((await response.json()).choices[0].message.content).toContain('walking');
    const row = await settledRow(response);
    expect(row?.status).toBe('succeeded');
    expect(row?.prompt).toContain('walking');
    expect(row?.answer).toContain('walking');
  });

  it('in a vendor’s error does not keep its row from being written', async () => {
    upstream.faults.set('gpt-4o-mini', { fault: 'error', status: 400, message: `No ${bad} please` });
    const response = await chat({ messages: [{ role: 'user', content: 'Hello' }] });
    expect(response.status).toBe(400);
    expect(await settledRow(response)).toMatchObject({
      status: 'failed',
      failure_message: expect.stringContaining('please'),
    });
  });

  it('in the id of a session is the caller’s error', async () => {
    const response = await chat({ messages: [{ role: 'user', content: 'Hello' }], router: { session: `one${bad}` } });
    expect(response.status).toBe(400);
    expect((await response.json()).error.param).toBe('router.session');
  });

  it('in feedback is the caller’s error', async () => {
    const give = (body: object) => call(gateway, 'POST', '/v1/feedback', { rating: 'up', ...body });
    expect((await give({ request_id: `req${bad}` })).status).toBe(400);
    expect((await give({ request_id: 'req_1', comment: bad })).status).toBe(400);
  });
});

it('finds no request or model by an id that cannot be', async () => {
  expect((await call(gateway, 'DELETE', '/v1/feedback/%00')).status).toBe(404);
  expect((await call(gateway, 'GET', '/v1/models/%00')).status).toBe(404);
});
