import { defineModels } from './define';

const VENDOR_LIST = { source: 'vendor list, autumn 2026', verifiedAt: '2026-11-22' };
const GENAI_PRICES = { source: 'genai-prices 0.1.8', verifiedAt: '2026-09-23' };

/** Context windows of paid accounts; free accounts get 65k. */
export const cerebrasModels = defineModels('cerebras', [
  {
    name: 'gpt-oss-120b',
    tier: 'medium',
    contextWindow: 131_072,
    maxOutputTokens: 40_960,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 200, tokensPerSecond: 1500 },
    prices: [{ from: null, input: 0.35, output: 0.75, ...VENDOR_LIST }],
  },
  {
    name: 'zai-glm-4.7',
    tier: 'large',
    contextWindow: 131_072,
    maxOutputTokens: 40_960,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 300, tokensPerSecond: 1000 },
    prices: [{ from: null, input: 2.25, output: 2.75, ...GENAI_PRICES }],
    retired: { on: '2026-08-17', replacement: 'cerebras/gpt-oss-120b' },
  },
  {
    name: 'llama-3.3-70b',
    tier: 'medium',
    contextWindow: 128_000,
    maxOutputTokens: 32_768,
    abilities: ['tools'],
    latency: { ttftMs: 200, tokensPerSecond: 1500 },
    prices: [{ from: null, input: 0.85, output: 1.2, ...GENAI_PRICES }],
    retired: { on: '2026-02-16', replacement: 'cerebras/gpt-oss-120b' },
  },
]);
