import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverModels } from './discovery';
import { configuredProviders, type ProviderSettings } from './registry';
import { UpstreamPool } from './upstream-pool';

const pool = new UpstreamPool();
let server: Server;
let baseUrl: string;
let answer: { status: number; body: string };

beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(async () => {
  await pool.destroy();
  server.close();
});

async function discover(status: number, body: unknown, settings: ProviderSettings = {}) {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const [ollama] = configuredProviders({ ollama: { baseUrl, ...settings } });
  if (!ollama) throw new Error('ollama is not configured');
  return discoverModels(ollama, pool);
}

describe('discoverModels', () => {
  it('lists what a local server offers, free until the operator sets a price, and leaves embedders out', async () => {
    const models = await discover(200, {
      data: [{ id: 'qwen3:8b' }, { id: 'llava:7b', max_model_len: 8_192 }, { id: 'nomic-embed-text' }],
    });
    expect(models).toMatchObject([
      { id: 'ollama/qwen3:8b', name: 'qwen3:8b', abilities: { vision: false }, prices: [{ input: 0, output: 0 }] },
      { id: 'ollama/llava:7b', contextWindow: 8_192, abilities: { vision: true } },
    ]);
  });

  it('knows no price of Ollama’s cloud, rather than zero', async () => {
    const models = await discover(200, { data: [{ id: 'kimi-k3:cloud' }] }, { apiKey: 'k' });
    expect(models).toMatchObject([{ id: 'ollama/kimi-k3:cloud', prices: [] }]);
  });

  it.each([
    ['an error', 500, 'no'],
    ['something else', 200, '<html>'],
    ['a strange shape', 200, { data: { id: 'x' } }],
  ])('takes %s for no models', async (_what, status, body) => {
    expect(await discover(status, body)).toEqual([]);
  });

  it('takes a server that is not there for no models', async () => {
    const [vllm] = configuredProviders({ vllm: { baseUrl: 'http://127.0.0.1:1/v1' } });
    if (!vllm) throw new Error('vllm is not configured');
    expect(await discoverModels(vllm, pool)).toEqual([]);
  });
});
