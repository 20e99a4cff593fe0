import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testModel } from '../../tests/support/fakes/providers';
import type { ChatRequest } from '../engine/chat';
import type { ProviderEvent } from '../engine/types';
import { openAiWire, toVendor } from './openai-wire';
import { configuredProviders, PROVIDERS } from './registry';
import { readEvents } from './sse';
import { UpstreamPool } from './upstream-pool';
import { usageFromOpenAi } from './usage';

const request: ChatRequest = {
  model: 'auto',
  messages: [
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ],
  stream: true,
  max_tokens: 50,
  logit_bias: { 50256: -100 },
  router: { explain: true },
};
const findDialect = (id: string) => PROVIDERS.find((provider) => provider.id === id)?.dialect ?? {};

describe('toVendor', () => {
  it('passes unknown fields on, keeps our own key, and always asks for usage', () => {
    const body = toVendor(request, 'gpt-4o', findDialect('openai'));
    expect(body).toMatchObject({
      model: 'gpt-4o',
      logit_bias: { 50256: -100 },
      stream_options: { include_usage: true },
    });
    expect(body).not.toHaveProperty('router');
  });

  it('spells the output limit as the vendor does', () => {
    expect(toVendor(request, 'm', findDialect('openai'))).toMatchObject({ max_completion_tokens: 50 });
    expect(
      toVendor({ ...request, max_tokens: null, max_completion_tokens: 70 }, 'm', findDialect('mistral')),
    ).toMatchObject({ max_tokens: 70 });
    expect(toVendor(request, 'm', findDialect('groq'))).toMatchObject({ max_tokens: 50 });
  });

  it('sends one limit alone, also where both spellings came: the one that budgets reserve for', () => {
    const both = { ...request, max_tokens: 5_000, max_completion_tokens: 60 };
    for (const id of ['xai', 'groq', 'cerebras']) {
      const body = toVendor(both, 'm', findDialect(id));
      expect(body).toMatchObject({ max_completion_tokens: 60 });
      expect(body).not.toHaveProperty('max_tokens');
    }
  });

  it('sends Mistral neither stream_options nor max_completion_tokens, which it refuses', () => {
    const body = toVendor(
      { ...request, max_completion_tokens: 60, stream_options: { include_usage: true } },
      'm',
      findDialect('mistral'),
    );
    expect(body).not.toHaveProperty('stream_options');
    expect(body).not.toHaveProperty('max_completion_tokens');
  });

  it('calls the developer system for everybody but OpenAI', () => {
    const roles = (id: string) =>
      (toVendor(request, 'm', findDialect(id)).messages as { role: string }[]).map(({ role }) => role);
    expect(roles('openai')).toEqual(['developer', 'user']);
    expect(roles('groq')).toEqual(['system', 'user']);
  });
});

describe('a stream', () => {
  async function collectEvents(body: string): Promise<ProviderEvent[]> {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/event-stream');
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const pool = new UpstreamPool();
    onTestFinished(async () => {
      await pool.destroy();
      server.close();
    });
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const provider = openAiWire({ id: 'acme', baseUrl, apiKey: null, pool });
    const events: ProviderEvent[] = [];
    const call = { model: testModel('acme/one'), request, connectMs: 5_000 };
    for await (const event of provider.stream(call, new AbortController().signal)) events.push(event);
    return events;
  }

  it('passes a chunk on as it came, unless it came in several lines: that one is written anew', async () => {
    const one = '{"id":"x","choices":[{"index":0,"delta":{"content":"Hi"}}]}';
    const two = 'data: {"id":"x",\ndata: "choices":[{"index":0,"delta":{"content":"Hi"}}]}';
    const chunks = (await collectEvents(`data: ${one}\n\n${two}\n\ndata: [DONE]\n\n`)).slice(1);
    expect(chunks).toEqual([
      { type: 'chunk', chunk: JSON.parse(one), raw: one },
      { type: 'chunk', chunk: JSON.parse(one) },
    ]);
  });
});

describe('usageFromOpenAi', () => {
  it('takes cached tokens out of the gross prompt count', () => {
    expect(
      usageFromOpenAi({ prompt_tokens: 100, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 60 } }),
    ).toEqual({
      inputTokens: 40,
      cachedInputTokens: 60,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      outputTokens: 20,
      reasoningTokens: 0,
    });
  });

  it('counts reasoning once, whether it lies inside the completion or beside it', () => {
    const inside = {
      prompt_tokens: 10,
      completion_tokens: 50,
      total_tokens: 60,
      completion_tokens_details: { reasoning_tokens: 30 },
    };
    const beside = {
      prompt_tokens: 10,
      completion_tokens: 20,
      total_tokens: 60,
      completion_tokens_details: { reasoning_tokens: 30 },
    };
    expect(usageFromOpenAi(inside)).toMatchObject({ outputTokens: 20, reasoningTokens: 30 });
    expect(usageFromOpenAi(beside)).toMatchObject({ outputTokens: 20, reasoningTokens: 30 });
  });

  it('reads DeepSeek’s own name for cached tokens', () => {
    expect(usageFromOpenAi({ prompt_tokens: 100, completion_tokens: 1, prompt_cache_hit_tokens: 80 })).toMatchObject({
      inputTokens: 20,
      cachedInputTokens: 80,
    });
  });
});

describe('readEvents', () => {
  async function read(...pieces: string[]): Promise<string[]> {
    const encoder = new TextEncoder();
    const events: string[] = [];
    async function* bytes() {
      for (const piece of pieces) yield encoder.encode(piece);
    }
    for await (const event of readEvents(bytes())) events.push(event);
    return events;
  }

  it('joins events that the network split anywhere, also inside a character', async () => {
    const bytes = new TextEncoder().encode('data: {"é":1}\n\ndata: [DONE]\n\n');
    async function* oneByOne() {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    const events: string[] = [];
    for await (const event of readEvents(oneByOne())) events.push(event);
    expect(events).toEqual(['{"é":1}', '[DONE]']);
  });

  it('takes CRLF, comments, other fields, several data lines and a missing last blank line', async () => {
    expect(await read(': hi\r\nevent: x\r\ndata: a\r\ndata: b\r\n\r\nid: 1\n', 'data:c\n\ndata: d')).toEqual([
      'a\nb',
      'c',
      'd',
    ]);
  });

  it('refuses an event that never ends', async () => {
    await expect(read('data: ', 'x'.repeat(5 * 1024 * 1024))).rejects.toThrow(RangeError);
  });
});

describe('configuredProviders', () => {
  it('takes a provider with a key or a base URL, and completes URLs as the vendor’s own SDK would', () => {
    const configured = configuredProviders({
      openai: { apiKey: 'k' },
      anthropic: { apiKey: 'k', baseUrl: 'http://127.0.0.1:9000' },
      google: { apiKey: 'k', baseUrl: 'http://127.0.0.1:9000/v1beta/' },
      groq: {},
      ollama: { baseUrl: 'http://127.0.0.1:11434/v1' },
    });
    expect(configured.map(({ definition, baseUrl }) => [definition.id, baseUrl])).toEqual([
      ['openai', 'https://api.openai.com/v1'],
      ['anthropic', 'http://127.0.0.1:9000/v1'],
      ['google', 'http://127.0.0.1:9000/v1beta'],
      ['ollama', 'http://127.0.0.1:11434/v1'],
    ]);
  });
});
