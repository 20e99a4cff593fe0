import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, hello } from '../support/requests';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
});
afterAll(() => gateway.close());

const chat = (body: unknown, headers?: Record<string, string>) =>
  call(gateway, 'POST', '/v1/chat/completions', body, headers);

async function expectError(response: Response, status: number, code: string, words: RegExp) {
  const body = await response.json();
  expect(response.status).toBe(status);
  expect(Object.keys(body.error).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(body.error.code).toBe(code);
  expect(body.error.message).toMatch(words);
  expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  return body.error;
}

describe('bad input', () => {
  it.each([
    ['no JSON', '{"model": "auto", ', /not valid JSON/],
    ['an empty body', '', /not valid JSON/],
    ['a list', '[]', /must be a JSON object/],
    ['no messages', {}, /^messages: /],
    ['empty messages', { messages: [] }, /^messages: must hold at least one message/],
    ['a message without a role', { messages: [{ content: 'hi' }] }, /^messages\.0\.role: /],
    ['a number as content', { messages: [{ role: 'user', content: 5 }] }, /^messages\.0\.content: /],
    ['a negative limit', { messages: hello, max_tokens: -1 }, /^max_tokens: /],
    ['a stream that is a word', { messages: hello, stream: 'yes' }, /^stream: /],
    ['a temperature that is a word', { messages: hello, temperature: 'warm' }, /^temperature: /],
    ['a stop that is a number', { messages: hello, stop: 5 }, /^stop: /],
    [
      'a schema without its name',
      { messages: hello, response_format: { type: 'json_schema' } },
      /^response_format\.json_schema: /,
    ],
    ['an unknown format', { messages: hello, response_format: { type: 'yaml' } }, /^response_format\.type: /],
    ['a tool choice that names nothing', { messages: hello, tool_choice: { type: 'function' } }, /^tool_choice: /],
    ['an unknown router key', { messages: hello, router: { polcy: 'best' } }, /^router: .*polcy/],
    ['an unknown category', { messages: hello, router: { category: 'poetry' } }, /^router\.category: /],
    [
      'more models at once than may be',
      { messages: hello, router: { parallel: 6 } },
      /must be an integer from 2 to 5, not 6/,
    ],
    [
      'a cost limit that no model can meet',
      { messages: hello, router: { max_cost_usd: 0 } },
      /over the cost limit of \$0/,
    ],
  ])('answers %s with a 400 that says what to do', async (_what, body, words) => {
    await expectError(await chat(body), 400, 'invalid_request_error', words);
  });

  it.each([
    ['an unknown model', { model: 'gpt-99', messages: hello }, /Unknown model "gpt-99"/],
    ['an unknown policy', { model: 'auto:fastest', messages: hello }, /Use one of: cheapest, balanced, best/],
    ['a model whose provider has no key', { model: 'openai/gpt-4o-mini', messages: hello }, /is not configured/],
    [
      'a retired model',
      { model: 'groq/llama-3.3-70b-versatile', messages: hello },
      /Use groq\/openai\/gpt-oss-120b instead/,
    ],
  ])('answers %s with a 404', async (_what, body, words) => {
    await expectError(await chat(body), 404, 'model_not_found', words);
  });

  it.each([
    ['no key', { authorization: '' }],
    ['a wrong key', { authorization: 'Bearer a3m_wrongwrongwrongwrongwrongwrong' }],
    ['a foreign key', { authorization: 'Bearer sk-1234' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
  ])('answers %s with a 401', async (_what, headers) => {
    await expectError(await chat({ messages: hello }, headers), 401, 'invalid_api_key', /API key/);
  });

  it('answers 12 MB with a 413', async () => {
    const messages = [{ role: 'user', content: 'x'.repeat(12 * 1024 * 1024) }];
    await expectError(await chat({ messages }), 413, 'request_too_large', /larger than 10 MB/);
  });

  it('answers unknown paths and wrong methods in the same shape', async () => {
    await expectError(await call(gateway, 'GET', '/v1/nothing'), 404, 'not_found', /nothing at \/v1\/nothing/);
    await expectError(await call(gateway, 'GET', '/v1/chat/completions'), 405, 'method_not_allowed', /takes POST/);
  });

  it('gives the official client the errors it knows', async () => {
    await expect(gateway.client.chat.completions.create({ model: 'gpt-99', messages: hello })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
    await expect(gateway.client.withOptions({ apiKey: 'a3m_nope' }).models.list()).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
  });

  it('leaves nothing recorded as a success, and a process that is healthy', async () => {
    expect(await gateway.database.query('select id from requests')).toEqual([]);
    expect((await call(gateway, 'GET', '/healthz')).status).toBe(200);
    expect((await call(gateway, 'GET', '/readyz')).status).toBe(200);
    expect((await chat({ messages: hello })).status).toBe(200);
  });
});

describe('a database that becomes unreachable', () => {
  it('makes requests a 503 with retry-after, never a 401, and is found again unaided', async () => {
    await gateway.proxy.goAway();
    const error = await chat({ messages: hello });
    expect(error.status).toBe(503);
    expect(error.headers.get('retry-after')).toMatch(/^\d+$/);
    await expectError(
      await chat({ messages: hello }, { authorization: 'Bearer a3m_unknownunknownunknownunknown' }),
      503,
      'service_unavailable',
      /database is away/,
    );
    expect((await call(gateway, 'GET', '/healthz')).status).toBe(200);
    expect((await call(gateway, 'GET', '/readyz')).status).toBe(503);
    await gateway.proxy.comeBack();
    const status = await eventually(
      async () => (await chat({ messages: hello })).status,
      (value) => value === 200,
      10_000,
    );
    expect(status).toBe(200);
  });

  it('does not lose the settlement of an answer that was under way', async () => {
    const response = await chat({
      messages: [{ role: 'user', content: 'Tell me a long story about a bridge.' }],
      stream: true,
      model: 'sandbox/osprey-reason',
    });
    await gateway.proxy.goAway();
    expect(await response.text()).toContain('[DONE]');
    await gateway.proxy.comeBack();
    const id = response.headers.get('x-request-id');
    const rows = await eventually(
      () => gateway.database.query<{ status: string }>('select status from requests where id = $1', [id]),
      ([row]) => row?.status === 'succeeded',
      10_000,
    );
    expect(rows).toEqual([{ status: 'succeeded' }]);
  });
});
