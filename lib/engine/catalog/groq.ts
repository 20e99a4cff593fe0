import { defineModels } from './define';

const VENDOR_LIST = { source: 'vendor list, autumn 2026', verifiedAt: '2026-11-22' };
const GENAI_PRICES = { source: 'genai-prices 0.1.8', verifiedAt: '2026-09-23' };

export const groqModels = defineModels('groq', [
  {
    name: 'openai/gpt-oss-120b',
    tier: 'medium',
    contextWindow: 131_072,
    maxOutputTokens: 65_536,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 200, tokensPerSecond: 500 },
    prices: [{ from: null, input: 0.15, cachedInput: 0.075, output: 0.6, ...VENDOR_LIST }],
  },
  {
    name: 'openai/gpt-oss-20b',
    tier: 'small',
    contextWindow: 131_072,
    maxOutputTokens: 65_536,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 200, tokensPerSecond: 1000 },
    prices: [{ from: null, input: 0.075, cachedInput: 0.0375, output: 0.3, ...VENDOR_LIST }],
  },
  {
    name: 'qwen/qwen3-32b',
    tier: 'small',
    contextWindow: 131_072,
    maxOutputTokens: 40_960,
    abilities: ['tools'],
    latency: { ttftMs: 200, tokensPerSecond: 400 },
    // Groq was reported to keep it for enterprise contracts only; a key without one gets a clear 404 and falls back.
    prices: [{ from: null, input: 0.29, output: 0.59, ...VENDOR_LIST }],
  },
  {
    name: 'llama-3.3-70b-versatile',
    tier: 'medium',
    contextWindow: 131_072,
    maxOutputTokens: 32_768,
    abilities: ['tools'],
    latency: { ttftMs: 200, tokensPerSecond: 300 },
    prices: [{ from: null, input: 0.59, output: 0.79, ...GENAI_PRICES }],
    retired: { on: '2026-08-16', replacement: 'groq/openai/gpt-oss-120b' },
  },
  {
    name: 'llama-3.1-8b-instant',
    tier: 'nano',
    contextWindow: 131_072,
    maxOutputTokens: 131_072,
    abilities: ['tools'],
    latency: { ttftMs: 200, tokensPerSecond: 600 },
    prices: [{ from: null, input: 0.05, output: 0.08, ...GENAI_PRICES }],
    retired: { on: '2026-08-16', replacement: 'groq/openai/gpt-oss-20b' },
  },
  {
    name: 'meta-llama/llama-4-scout-17b-16e-instruct',
    tier: 'small',
    contextWindow: 131_072,
    maxOutputTokens: 8_192,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 200, tokensPerSecond: 500 },
    prices: [{ from: null, input: 0.11, output: 0.34, ...GENAI_PRICES }],
    retired: { on: '2026-07-17', replacement: 'groq/openai/gpt-oss-120b' },
  },
]);
