import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStoresApiText } from '../../lib/db/system/settings';
import { createKey, revokeKey } from '../../lib/db/teams/keys';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, framesOf, hello } from '../support/requests';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
});
afterAll(() => gateway.close());

describe('POST /v1/chat/completions in one piece', () => {
  it('answers in OpenAI’s shape, with the router’s metadata in the body and in headers', async () => {
    const response = await call(gateway, 'POST', '/v1/chat/completions', { model: 'auto', messages: hello });
    const body = await response.json();
    expect(response.status).toBe(200);
    expect(body).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant' } }],
    });
    expect(body.choices[0].message.content).toContain('84');
    expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
    expect(body.router).toMatchObject({
      provider: 'sandbox',
      category: 'simple',
      policy: 'balanced',
      cost_state: 'measured',
      attempts: 1,
    });
    expect(body.router.request_id).toBe(response.headers.get('x-request-id'));
    expect(response.headers.get('x-a3m-model')).toBe(body.router.model);
    expect(response.headers.get('x-a3m-provider')).toBe('sandbox');
    expect(response.headers.get('x-a3m-category')).toBe('simple');
    expect(response.headers.get('x-a3m-attempts')).toBe('1');
    expect(Number(response.headers.get('x-a3m-cost-usd'))).toBe(body.router.cost_usd);
  });

  it('explains itself when asked: candidates with estimates, exclusions with reasons', async () => {
    const image = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        ],
      },
    ];
    const response = await call(gateway, 'POST', '/v1/chat/completions', {
      messages: image,
      router: { explain: true },
    });
    const { decision } = (await response.json()).router;
    expect(decision.candidates[0]).toMatchObject({
      quality: { source: 'prior' },
      estimated_cost_usd: expect.any(Number),
      score: expect.any(Number),
    });
    expect(decision.exclusions).toContainEqual(
      expect.objectContaining({ model: 'sandbox/tern-small', reason: 'cannot see images' }),
    );
  });

  it('honours policies, pins, lists, provider rules, categories and ceilings', async () => {
    const modelFor = async (body: object) =>
      (await (await call(gateway, 'POST', '/v1/route', { messages: hello, ...body })).json()).model;
    expect(await modelFor({ model: 'auto:cheapest' })).toBe('sandbox/tern-small');
    expect(await modelFor({ model: 'auto:best', router: { category: 'reasoning' } })).toBe('sandbox/osprey-reason');
    expect(await modelFor({ model: 'sandbox/heron-large' })).toBe('sandbox/heron-large');
    expect(await modelFor({ model: 'heron-large' })).toBe('sandbox/heron-large');
    expect(await modelFor({ router: { models: ['sandbox/kite-reason', 'sandbox/tern-small'] } })).toBe(
      'sandbox/kite-reason',
    );
    expect(await modelFor({ model: 'auto:best', router: { max_cost_usd: 0.0001 } })).toBe('sandbox/finch-code');
  });
});

describe('POST /v1/chat/completions as a stream', () => {
  it('brings the facts in the first chunk, the cost in the last before [DONE], and no chunk without choices', async () => {
    const response = await call(gateway, 'POST', '/v1/chat/completions', {
      model: 'auto',
      messages: hello,
      stream: true,
    });
    const frames = await framesOf(response);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(frames.at(-1)).toBe('[DONE]');
    const chunks = frames.slice(0, -1).map((frame) => JSON.parse(frame));
    expect(chunks[0].router).toMatchObject({ provider: 'sandbox', category: 'simple' });
    expect(chunks[0].router).not.toHaveProperty('cost_usd');
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      router: { cost_usd: expect.any(Number), cost_state: 'measured' },
    });
    expect(chunks.every((chunk) => chunk.choices.length > 0 && !chunk.usage)).toBe(true);
  });

  it('sends a usage chunk exactly when requested', async () => {
    const response = await call(gateway, 'POST', '/v1/chat/completions', {
      messages: hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = (await framesOf(response)).slice(0, -1).map((frame) => JSON.parse(frame));
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: expect.any(Number), total_tokens: expect.any(Number) },
      router: { cost_usd: expect.any(Number) },
    });
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
    expect(chunks.filter((chunk) => chunk.usage)).toHaveLength(1);
  });

  it('streams tool calls that the official client puts together', async () => {
    const tools = [
      {
        type: 'function' as const,
        function: {
          name: 'get_weather',
          parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        },
      },
    ];
    const messages = [{ role: 'user' as const, content: 'The weather in Oslo?' }];
    for (const model of ['sandbox/tern-small', 'sandbox/heron-large', 'sandbox/kite-reason']) {
      const stream = gateway.client.chat.completions.stream({ model, messages, tools });
      const completion = await stream.finalChatCompletion();
      const [toolCall] = completion.choices[0]?.message.tool_calls ?? [];
      expect(completion.choices[0]?.finish_reason).toBe('tool_calls');
      expect(JSON.parse(toolCall?.type === 'function' ? toolCall.function.arguments : '')).toHaveProperty('city');
    }
  });

  it('keeps to a JSON schema through the official client', async () => {
    const schema = {
      type: 'object',
      properties: { ok: { type: 'boolean' } },
      required: ['ok'],
      additionalProperties: false,
    };
    const answer = await gateway.client.chat.completions.create({
      model: 'auto',
      messages: [{ role: 'user', content: 'Is it fine?' }],
      response_format: { type: 'json_schema', json_schema: { name: 'verdict', schema, strict: true } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({ ok: expect.any(Boolean) });
  });
});

describe('the ledger', () => {
  it('costs two statements a request: one before the upstream call, one after it, none per chunk', async () => {
    const statementsOfARequest = async () => {
      gateway.proxy.takeStatements();
      const response = await call(gateway, 'POST', '/v1/chat/completions', { messages: hello, stream: true });
      await response.text();
      await eventually(
        async () => gateway.runtime.settlements.waiting,
        (waiting) => waiting === 0,
      );
      return gateway.proxy.takeStatements();
    };
    await statementsOfARequest();
    // Housekeeping, every three seconds, may fall into one of them: the quietest counts.
    const counts = [await statementsOfARequest(), await statementsOfARequest(), await statementsOfARequest()];
    expect(Math.min(...counts)).toBe(2);
  });

  it('keeps no prompt and no answer of an API call, unless switched on', async () => {
    const textOf = async (id: string) =>
      (
        await gateway.database.query<{ prompt: unknown; answer: string | null }>(
          'select prompt, answer from requests where id = $1',
          [id],
        )
      )[0];
    const off = await (await call(gateway, 'POST', '/v1/chat/completions', { messages: hello })).json();
    expect(await textOf(off.router.request_id)).toEqual({ prompt: null, answer: null });

    await setStoresApiText(gateway.runtime.database, true);
    const { secret } = await createKey(gateway.runtime.database, {
      name: 'text',
      teamId: gateway.teamId,
      createdById: null,
    });
    for (const stream of [false, true]) {
      const response = await call(
        gateway,
        'POST',
        '/v1/chat/completions',
        { messages: hello, stream },
        { authorization: `Bearer ${secret}` },
      );
      await response.text();
      expect(await textOf(response.headers.get('x-request-id') ?? '')).toEqual({
        prompt: hello,
        answer: expect.stringContaining('84'),
      });
    }
    await setStoresApiText(gateway.runtime.database, false);
  });

  it('writes the decision, each attempt and each line of the cost', async () => {
    const response = await call(gateway, 'POST', '/v1/chat/completions', { messages: hello });
    const id = response.headers.get('x-request-id');
    const [row] = await gateway.database.query<Record<string, unknown>>('select * from requests where id = $1', [id]);
    expect(row).toMatchObject({
      status: 'succeeded',
      source: 'api',
      category: 'simple',
      classifier_version: 'linear-1',
      policy: 'balanced',
      policy_version: 1,
      propensity: 1,
      cost_state: 'measured',
    });
    const [attempt] = await gateway.database.query<Record<string, unknown>>(
      'select * from attempts where request_id = $1',
      [id],
    );
    expect(attempt).toMatchObject({
      number: 1,
      outcome: 'succeeded',
      http_status: 200,
      usage_state: 'measured',
      price_id: 'sandbox/tern-small@listed',
    });
    expect(attempt?.cost_items).toEqual([
      {
        tokenClass: 'inputTokens',
        tokens: expect.any(Number),
        nanoUsdPerMillion: 50_000_000,
        costNanoUsd: expect.any(Number),
      },
      {
        tokenClass: 'outputTokens',
        tokens: expect.any(Number),
        nanoUsdPerMillion: 200_000_000,
        costNanoUsd: expect.any(Number),
      },
    ]);
  });
});

describe('POST /v1/route', () => {
  it('decides, calls no model and writes nothing', async () => {
    const count = async () =>
      (await gateway.database.query<{ n: number }>('select count(*)::int as n from requests'))[0]?.n;
    const before = { rows: await count(), calls: gateway.runtime.sandbox?.callsTo('tern-small') };
    const body = await (await call(gateway, 'POST', '/v1/route', { model: 'auto', messages: hello })).json();
    expect(body).toMatchObject({
      object: 'route',
      category: 'simple',
      model: 'sandbox/tern-small',
      decision: { candidates: expect.any(Array), propensity: 1 },
    });
    expect({ rows: await count(), calls: gateway.runtime.sandbox?.callsTo('tern-small') }).toEqual(before);
  });
});

describe('GET /v1/models', () => {
  it('lists the valid values of `model`, and returns one with slashes in its id', async () => {
    const { data } = await gateway.client.models.list();
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['auto', 'auto:cheapest', 'sandbox/tern-small']));
    expect(await gateway.client.models.retrieve('sandbox/tern-small')).toMatchObject({
      id: 'sandbox/tern-small',
      owned_by: 'sandbox',
    });
    const raw = await call(gateway, 'GET', '/v1/models/sandbox/tern-small');
    expect((await raw.json()).id).toBe('sandbox/tern-small');
  });

  it('answers a retired id with its replacement', async () => {
    const response = await call(gateway, 'GET', '/v1/models/groq/llama-3.3-70b-versatile');
    expect(response.status).toBe(404);
    expect((await response.json()).error).toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining('Use groq/openai/gpt-oss-120b instead'),
    });
  });
});

describe('/v1/feedback', () => {
  it('counts the latest rating of a rater, withdraws it with a reversing row, and rejects other callers', async () => {
    const { router } = await (await call(gateway, 'POST', '/v1/chat/completions', { messages: hello })).json();
    const rate = (body: object) => call(gateway, 'POST', '/v1/feedback', { request_id: router.request_id, ...body });
    expect((await rate({ rating: 'up' })).status).toBe(200);
    expect((await rate({ rating: -0.5, category: 'reasoning', comment: 'too short' })).status).toBe(200);
    expect((await call(gateway, 'DELETE', `/v1/feedback/${router.request_id}`)).status).toBe(200);
    expect((await call(gateway, 'DELETE', `/v1/feedback/${router.request_id}`)).status).toBe(404);
    const rows = await gateway.database.query(
      'select kind, rating, category from feedback where request_id = $1 order by created_at, id',
      [router.request_id],
    );
    expect(rows).toEqual([
      { kind: 'rating', rating: 1, category: null },
      { kind: 'rating', rating: -0.5, category: null },
      { kind: 'correction', rating: 0, category: 'reasoning' },
      { kind: 'reversal', rating: 0, category: null },
      { kind: 'reversal', rating: 0, category: null },
    ]);
    expect((await rate({ request_id: 'req_nobody', rating: 'up' })).status).toBe(404);
    expect((await rate({ rating: 2 })).status).toBe(400);
  });
});

describe('keys', () => {
  it('stop working immediately when revoked, although their lookup is cached', async () => {
    const { secret, key } = await createKey(gateway.runtime.database, {
      name: 'short',
      teamId: gateway.teamId,
      createdById: null,
    });
    const ask = () =>
      call(gateway, 'POST', '/v1/chat/completions', { messages: hello }, { authorization: `Bearer ${secret}` });
    expect((await ask()).status).toBe(200);
    await revokeKey(gateway.runtime.database, gateway.teamId, key.id);
    expect((await ask()).status).toBe(401);
  });

  it('use only what they are granted, and list only that', async () => {
    const { secret } = await createKey(gateway.runtime.database, {
      name: 'narrow',
      teamId: gateway.teamId,
      createdById: null,
      grants: ['sandbox/heron-large'],
    });
    const headers = { authorization: `Bearer ${secret}` };
    const routed = await (await call(gateway, 'POST', '/v1/route', { messages: hello }, headers)).json();
    expect(routed.model).toBe('sandbox/heron-large');
    const pinned = { model: 'sandbox/tern-small', messages: hello };
    const refused = await call(gateway, 'POST', '/v1/chat/completions', pinned, headers);
    expect(refused.status).toBe(403);
    expect((await refused.json()).error).toMatchObject({ code: 'model_not_allowed', param: 'model' });
    const { data } = await (await call(gateway, 'GET', '/v1/models', undefined, headers)).json();
    const models = (data as { id: string }[]).filter(({ id }) => !id.startsWith('auto'));
    expect(models.map(({ id }) => id)).toEqual(['sandbox/heron-large']);
  });

  it('do not work after they expire', async () => {
    const expiresAt = new Date(Date.now() - 1_000);
    const { secret } = await createKey(gateway.runtime.database, {
      name: 'old',
      teamId: gateway.teamId,
      createdById: null,
      expiresAt,
    });
    const response = await call(gateway, 'GET', '/v1/models', undefined, { authorization: `Bearer ${secret}` });
    expect(response.status).toBe(401);
  });
});
