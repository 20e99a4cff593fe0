import { defineModels } from './define';

const VENDOR_LIST_AND_GENAI = { source: 'vendor list, autumn 2026; genai-prices 0.1.8', verifiedAt: '2026-11-22' };
const GENAI_PRICES = { source: 'genai-prices 0.1.8', verifiedAt: '2026-09-23' };
const MODELS_DEV = { source: 'models.dev', verifiedAt: '2026-07-02' };

/** Peak hours cost double. DeepSeek excludes Chinese public holidays, which weekly windows cannot express. */
const PEAK: { timeZone: string; days: number[]; hours: [number, number][] } = {
  timeZone: 'Asia/Shanghai',
  days: [1, 2, 3, 4, 5],
  hours: [
    [9, 12],
    [14, 18],
  ],
};

/** DeepSeek's `response_format` supports `json_object`, not `json_schema`. */
export const deepseekModels = defineModels('deepseek', [
  {
    name: 'deepseek-v4-pro',
    tier: 'large',
    strengths: ['reasoning'],
    contextWindow: 1_000_000,
    maxOutputTokens: 384_000,
    abilities: ['tools'],
    latency: { ttftMs: 2500, tokensPerSecond: 50 },
    prices: [
      { from: null, input: 0.435, cachedInput: 0.003625, output: 0.87, ...GENAI_PRICES },
      {
        from: '2026-08-17',
        input: 0.66,
        cachedInput: 0.022,
        output: 1.98,
        windows: [{ ...PEAK, input: 1.32, cachedInput: 0.044, output: 3.96 }],
        ...VENDOR_LIST_AND_GENAI,
      },
    ],
  },
  {
    name: 'deepseek-v4-flash',
    tier: 'medium',
    contextWindow: 1_000_000,
    maxOutputTokens: 384_000,
    abilities: ['tools'],
    latency: { ttftMs: 1500, tokensPerSecond: 90 },
    prices: [
      { from: null, input: 0.14, cachedInput: 0.0028, output: 0.28, ...GENAI_PRICES },
      {
        from: '2026-08-17',
        input: 0.22,
        cachedInput: 0.007,
        output: 0.66,
        windows: [{ ...PEAK, input: 0.44, cachedInput: 0.014, output: 1.32 }],
        ...GENAI_PRICES,
      },
      {
        // The name is now served by V4.1 Flash, at that model's price.
        from: '2026-09-10',
        input: 0.15,
        cachedInput: 0.003,
        output: 0.6,
        windows: [{ ...PEAK, input: 0.3, cachedInput: 0.006, output: 1.2 }],
        source: 'api-docs.deepseek.com/quick_start/pricing',
        verifiedAt: '2026-10-17',
      },
    ],
  },
  {
    name: 'deepseek-chat',
    tier: 'medium',
    contextWindow: 1_000_000,
    maxOutputTokens: 384_000,
    abilities: ['tools'],
    latency: { ttftMs: 800, tokensPerSecond: 60 },
    prices: [{ from: null, input: 0.14, cachedInput: 0.0028, output: 0.28, ...MODELS_DEV }],
    retired: { on: '2026-07-24', replacement: 'deepseek/deepseek-v4-flash' },
  },
  {
    name: 'deepseek-reasoner',
    tier: 'large',
    strengths: ['reasoning'],
    contextWindow: 1_000_000,
    maxOutputTokens: 384_000,
    abilities: ['tools'],
    latency: { ttftMs: 3000, tokensPerSecond: 50 },
    prices: [{ from: null, input: 0.14, cachedInput: 0.0028, output: 0.28, ...MODELS_DEV }],
    retired: { on: '2026-07-24', replacement: 'deepseek/deepseek-v4-flash' },
  },
]);
