import { defineModels } from './define';

const VENDOR_LIST = { source: 'vendor list, autumn 2026', verifiedAt: '2026-11-22' };
const VENDOR_LIST_AND_GENAI = { source: 'vendor list, autumn 2026; genai-prices 0.1.8', verifiedAt: '2026-11-22' };
const GENAI_PRICES = { source: 'genai-prices 0.1.8', verifiedAt: '2026-09-23' };
const MODELS_DEV = { source: 'models.dev', verifiedAt: '2026-07-02' };

/**
 * xAI's tables apply the higher rates at exactly 200k tokens, hence 199_999; the list with grok-4.7 says "above". xAI
 * publishes no output limits: 30k is the value in models.dev for the 4.x family.
 */
export const xaiModels = defineModels('xai', [
  {
    name: 'grok-4.7',
    tier: 'frontier',
    strengths: ['reasoning'],
    contextWindow: 500_000,
    maxOutputTokens: 30_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 2500, tokensPerSecond: 80 },
    prices: [
      {
        from: null,
        input: 2,
        cachedInput: 0.5,
        output: 6,
        tiers: [{ aboveInputTokens: 200_000, input: 4, cachedInput: 1, output: 12 }],
        ...VENDOR_LIST,
      },
    ],
  },
  {
    name: 'grok-4.6',
    tier: 'large',
    contextWindow: 500_000,
    maxOutputTokens: 30_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 2500, tokensPerSecond: 80 },
    prices: [
      {
        from: null,
        input: 2,
        cachedInput: 0.5,
        output: 6,
        tiers: [{ aboveInputTokens: 199_999, input: 4, cachedInput: 1, output: 12 }],
        ...GENAI_PRICES,
      },
    ],
  },
  {
    name: 'grok-4.5',
    tier: 'large',
    contextWindow: 500_000,
    maxOutputTokens: 30_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 2500, tokensPerSecond: 80 },
    prices: [
      {
        from: null,
        input: 2,
        cachedInput: 0.3,
        output: 6,
        tiers: [{ aboveInputTokens: 199_999, input: 4, cachedInput: 0.6, output: 12 }],
        ...GENAI_PRICES,
      },
    ],
  },
  {
    name: 'grok-4.3',
    tier: 'large',
    contextWindow: 1_000_000,
    maxOutputTokens: 30_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 1500, tokensPerSecond: 90 },
    prices: [
      {
        from: null,
        input: 1.25,
        cachedInput: 0.2,
        output: 2.5,
        tiers: [{ aboveInputTokens: 199_999, input: 2.5, cachedInput: 0.4, output: 5 }],
        ...VENDOR_LIST_AND_GENAI,
      },
    ],
  },
  {
    name: 'grok-4.20-0309-reasoning',
    tier: 'large',
    strengths: ['reasoning'],
    contextWindow: 1_000_000,
    maxOutputTokens: 30_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 2500, tokensPerSecond: 100 },
    prices: [
      {
        from: null,
        input: 1.25,
        cachedInput: 0.2,
        output: 2.5,
        tiers: [{ aboveInputTokens: 199_999, input: 2.5, cachedInput: 0.4, output: 5 }],
        ...MODELS_DEV,
      },
    ],
  },
  {
    name: 'grok-4.20-0309-non-reasoning',
    tier: 'medium',
    contextWindow: 1_000_000,
    maxOutputTokens: 30_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 500, tokensPerSecond: 120 },
    prices: [
      {
        from: null,
        input: 1.25,
        cachedInput: 0.2,
        output: 2.5,
        tiers: [{ aboveInputTokens: 199_999, input: 2.5, cachedInput: 0.4, output: 5 }],
        ...MODELS_DEV,
      },
    ],
  },
  {
    name: 'grok-build-0.1',
    tier: 'medium',
    strengths: ['code'],
    contextWindow: 256_000,
    maxOutputTokens: 256_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 1500, tokensPerSecond: 120 },
    prices: [
      {
        from: null,
        input: 1,
        cachedInput: 0.2,
        output: 2,
        tiers: [{ aboveInputTokens: 199_999, input: 2, cachedInput: 0.4, output: 4 }],
        ...GENAI_PRICES,
      },
    ],
  },
  {
    name: 'grok-4-0709',
    tier: 'large',
    strengths: ['reasoning'],
    contextWindow: 256_000,
    maxOutputTokens: 30_000,
    abilities: ['vision', 'tools', 'jsonSchema'],
    latency: { ttftMs: 5000, tokensPerSecond: 60 },
    prices: [{ from: null, input: 3, cachedInput: 0.75, output: 15, ...GENAI_PRICES }],
    retired: { on: '2026-05-15', replacement: 'xai/grok-4.3' },
  },
  {
    name: 'grok-3',
    tier: 'medium',
    contextWindow: 131_072,
    maxOutputTokens: 30_000,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 800, tokensPerSecond: 70 },
    prices: [{ from: null, input: 3, cachedInput: 0.75, output: 15, ...GENAI_PRICES }],
    retired: { on: '2026-05-15', replacement: 'xai/grok-4.3' },
  },
  {
    name: 'grok-code-fast-1',
    tier: 'small',
    strengths: ['code'],
    contextWindow: 256_000,
    maxOutputTokens: 30_000,
    abilities: ['tools', 'jsonSchema'],
    latency: { ttftMs: 1500, tokensPerSecond: 150 },
    prices: [{ from: null, input: 0.2, cachedInput: 0.02, output: 1.5, ...GENAI_PRICES }],
    retired: { on: '2026-05-15', replacement: 'xai/grok-4.3' },
  },
]);
