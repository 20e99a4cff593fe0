import { defineModels } from './define';

/** Sandbox prices and speeds are made up, like its answers, at realistic magnitudes. */
const MADE_UP = { source: 'made up', verifiedAt: '2026-11-22' };

export const sandboxModels = defineModels('sandbox', [
  {
    name: 'tern-small',
    tier: 'small',
    contextWindow: 32_000,
    maxOutputTokens: 8_192,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 60, tokensPerSecond: 400 },
    prices: [{ from: null, input: 0.05, cachedInput: 0.005, output: 0.2, ...MADE_UP }],
  },
  {
    name: 'wren-small',
    tier: 'small',
    strengths: ['summarization', 'multilingual'],
    contextWindow: 1_000_000,
    maxOutputTokens: 8_192,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 80, tokensPerSecond: 320 },
    prices: [{ from: null, input: 0.1, cachedInput: 0.01, output: 0.4, ...MADE_UP }],
  },
  {
    name: 'finch-code',
    tier: 'medium',
    strengths: ['code'],
    contextWindow: 128_000,
    maxOutputTokens: 16_384,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 90, tokensPerSecond: 240 },
    prices: [{ from: null, input: 0.3, cachedInput: 0.03, output: 0.9, ...MADE_UP }],
  },
  {
    name: 'heron-large',
    tier: 'large',
    strengths: ['creative'],
    contextWindow: 200_000,
    maxOutputTokens: 32_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 120, tokensPerSecond: 160 },
    prices: [{ from: null, input: 2, cachedInput: 0.2, cacheWrite: 2.5, output: 10, ...MADE_UP }],
  },
  {
    name: 'kite-reason',
    tier: 'large',
    strengths: ['reasoning'],
    contextWindow: 1_000_000,
    maxOutputTokens: 32_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 160, tokensPerSecond: 200 },
    prices: [{ from: null, input: 1, cachedInput: 0.1, output: 5, ...MADE_UP }],
  },
  {
    name: 'osprey-reason',
    tier: 'frontier',
    strengths: ['reasoning', 'code'],
    contextWindow: 200_000,
    maxOutputTokens: 64_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 240, tokensPerSecond: 120 },
    prices: [{ from: null, input: 4, cachedInput: 0.4, cacheWrite: 5, output: 20, ...MADE_UP }],
  },
]);
