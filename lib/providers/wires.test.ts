import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CATALOG, Catalog } from '../engine/catalog/catalog';
import type { ChatRequest } from '../engine/chat';
import { AnswerCollector } from '../engine/execute/answer';
import { UpstreamError } from '../engine/execute/failure';
import type { Model, Provider, ProviderEvent, Usage } from '../engine/types';
import { sandboxProvider } from './sandbox/provider';
import { type SandboxServer, startSandbox } from './sandbox/server';
import { UpstreamPool } from './upstream-pool';

const catalog = new Catalog(CATALOG);
let sandbox: SandboxServer;
let pool: UpstreamPool;
let provider: Provider;

beforeAll(async () => {
  sandbox = await startSandbox({ slowness: 0 });
  pool = new UpstreamPool();
  provider = sandboxProvider(sandbox, pool);
});
afterAll(async () => {
  await pool.destroy();
  await sandbox.close();
});
beforeEach(() => sandbox.faults.clear());

const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'The weather of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer' } },
      required: ['city'],
    },
  },
};

describe.each([
  ['OpenAI', 'sandbox/tern-small'],
  ['Anthropic', 'sandbox/heron-large'],
  ['Google', 'sandbox/kite-reason'],
])('the %s wire', (_name, id) => {
  const model = catalog.get(id) as Model;
  const request = (extra: Partial<ChatRequest> = {}): ChatRequest => ({
    model: 'auto',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'What is 12 * 7?' },
    ],
    ...extra,
  });

  it('streams text, then the finish reason, then measured usage', async () => {
    const { text, finish, usage, events } = await run(model, request({ stream: true }));
    expect(text).toContain('84');
    expect(text).toContain('Sandbox answer');
    expect(finish).toBe('stop');
    expect(events.filter((event) => event.type === 'chunk').length).toBeGreaterThan(5);
    expect(usage?.inputTokens).toBeGreaterThan(5);
    expect(usage?.outputTokens).toBeGreaterThan(5);
  });

  it('answers in one piece with the same text as its stream', async () => {
    const streamed = await run(model, request({ stream: true }));
    const whole = await run(model, request());
    expect(whole.text).toBe(streamed.text);
    expect(whole.usage).toEqual(streamed.usage);
  });

  it('streams a tool call with its arguments, and takes the tool result back', async () => {
    const asked = request({
      stream: true,
      tools: [weather],
      messages: [{ role: 'user', content: 'The weather in Oslo?' }],
    });
    const { toolCalls, finish } = await run(model, asked);
    expect(finish).toBe('tool_calls');
    expect(toolCalls).toHaveLength(1);
    expect(toolCalls[0]?.function.name).toBe('get_weather');
    expect(JSON.parse(toolCalls[0]?.function.arguments ?? '')).toHaveProperty('city');
    const messages = [
      ...asked.messages,
      { role: 'assistant' as const, content: null, tool_calls: toolCalls },
      { role: 'tool' as const, tool_call_id: toolCalls[0]?.id ?? '', content: '{"celsius": 3}' },
    ];
    const after = await run(model, { ...asked, messages });
    expect(after.text).toContain('Sandbox answer');
  });

  it('keeps to a JSON schema', async () => {
    const schema = {
      type: 'object',
      properties: { ok: { type: 'boolean' }, tags: { type: 'array', items: { type: 'string' } } },
      required: ['ok', 'tags'],
      additionalProperties: false,
    };
    const { text } = await run(
      model,
      request({ stream: true, response_format: { type: 'json_schema', json_schema: { name: 'verdict', schema } } }),
    );
    expect(JSON.parse(text)).toEqual({ ok: expect.any(Boolean), tags: [expect.any(String)] });
  });

  it('stops at the token limit and says so', async () => {
    const { finish } = await run(model, request({ stream: true, max_tokens: 5 }));
    expect(finish).toBe('length');
  });

  // Gemini's 429 needs its details read; tests/integration/faults plays it, with all the others.
  it.each([
    ['outage', 'overloaded'],
    ['garbage', 'malformed'],
    ['cut', 'stream-broken'],
  ] as const)('classifies the fault %s as %s', async (fault, kind) => {
    sandbox.faults.set(model.name, { fault });
    await expect(run(model, request({ stream: true }))).rejects.toSatisfy(
      (error) => error instanceof UpstreamError && error.failure.kind === kind,
    );
  });

  it('never blames the vendor for a request that cannot be put into its words', async () => {
    const tool_choice = { type: 'function' } as unknown as NonNullable<ChatRequest['tool_choice']>;
    await expect(run(model, request({ tools: [weather], tool_choice }))).rejects.toSatisfy(
      (error) => error instanceof UpstreamError && error.failure.breaker === 'none' && error.failure.httpStatus === 400,
    );
  });

  it('sends no usage when the vendor has none', async () => {
    sandbox.faults.set(model.name, { fault: 'no-usage' });
    const { usage, text } = await run(model, request({ stream: true }));
    expect(text).toContain('84');
    expect(usage).toBeNull();
  });

  it('ends when it is aborted, while the vendor is still silent', async () => {
    const slow = await startSandbox({ slowness: 1 });
    slow.faults.set(model.name, { fault: 'slow', delayMs: 60_000 });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    await expect(
      collect(sandboxProvider(slow, pool).stream({ model, request: request({ stream: true }) }, abort.signal)),
    ).rejects.toThrow();
    await slow.close();
  }, 10_000);
});

async function run(model: Model, request: ChatRequest) {
  const events = await collect(provider.stream({ model, request }, new AbortController().signal));
  const collector = new AnswerCollector();
  let usage: Usage | null = null;
  let answer = null;
  for (const event of events) {
    if (event.type === 'chunk') collector.add(event.chunk);
    if (event.type === 'answer') answer = event.answer;
    if (event.type === 'usage') usage = event.usage;
  }
  const choice = (answer ?? collector.answer())?.choices[0];
  return {
    events,
    usage,
    text: choice?.message.content ?? '',
    toolCalls: choice?.message.tool_calls ?? [],
    finish: choice?.finish_reason,
  };
}

async function collect(stream: AsyncIterable<ProviderEvent>): Promise<ProviderEvent[]> {
  const events: ProviderEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}
