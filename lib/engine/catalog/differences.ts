/** Where our prices differ from those of @pydantic/genai-prices, from a day on, and why. */
export interface Difference {
  models: string[];
  /** First day of the difference; `listed`: since the first price. */
  from: string;
  /** Each field as `[field, ours, theirs]`; a model missing there is `['listed', 'yes', 'no']`. */
  fields: [field: string, ours: string, theirs: string][];
  reason: string;
  source: string;
}

/** The second source, and the date of its data. */
export const SECOND_OPINION = { name: '@pydantic/genai-prices 0.1.8', readOn: '2026-09-23' };

const NOT_LISTED: Difference['fields'] = [['listed', 'yes', 'no']];
const VENDOR_LIST = 'vendor list, autumn 2026';
const MODELS_DEV = 'models.dev, 2026-07-02';

/**
 * Every difference with its reason. A test compares all prices at each time one of them changes; it fails for an
 * undocumented difference and for a documented one that no longer exists.
 */
export const DIFFERENCES: Difference[] = [
  {
    models: ['openai/gpt-6.1-sol', 'anthropic/claude-haiku-5-5', 'google/gemini-4-argon', 'xai/grok-4.7'],
    from: 'listed',
    fields: NOT_LISTED,
    reason: 'Newer than their data.',
    source: VENDOR_LIST,
  },
  {
    models: ['anthropic/claude-sonnet-5-5'],
    from: 'listed',
    fields: [['cachedInput', '0.1', '0.2']],
    reason: 'They do not know it, and take it for claude-sonnet-5, whose name it begins with.',
    source: VENDOR_LIST,
  },
  {
    models: ['anthropic/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5-20250929'],
    from: 'listed',
    fields: [
      ['input above 200000', '3', '6'],
      ['cachedInput above 200000', '0.3', '0.6'],
      ['cacheWrite above 200000', '3.75', '7.5'],
      ['cacheWrite1h above 200000', '6', '12'],
      ['output above 200000', '15', '22.5'],
    ],
    reason: 'Their tier is of the 1M window, in beta until 2026-04-30. Ours is 200k: a longer prompt is an error.',
    source: 'their own comment; platform.claude.com/docs/en/release-notes/overview',
  },
  {
    models: ['openai/o3'],
    from: 'listed',
    fields: [
      ['input', '2', '10'],
      ['output', '8', '40'],
    ],
    reason: 'The price before 2025-06-10, older than this product: no request of ours can carry it.',
    source: 'genai-prices 0.1.8, the row since 2025-06-10',
  },
  {
    models: ['mistral/mistral-medium-2604'],
    from: 'listed',
    fields: NOT_LISTED,
    reason: 'They have it under its undated name, mistral-medium-3-5, at the same price.',
    source: 'genai-prices 0.1.8',
  },
  {
    models: ['mistral/mistral-small-2506'],
    from: 'listed',
    fields: NOT_LISTED,
    reason: 'They have no row under this exact id.',
    source: MODELS_DEV,
  },
  {
    models: ['xai/grok-4.20-0309-reasoning', 'xai/grok-4.20-0309-non-reasoning'],
    from: 'listed',
    fields: NOT_LISTED,
    reason: 'They have it under its undated name, grok-4.20, at the same price.',
    source: MODELS_DEV,
  },
  {
    models: [
      'together/openai/gpt-oss-120b',
      'together/Qwen/Qwen2.5-7B-Instruct-Turbo',
      'together/Qwen/Qwen3-235B-A22B-Instruct-2507-tput',
      'together/Qwen/Qwen3.5-397B-A17B',
      'together/deepseek-ai/DeepSeek-V4-Pro',
      'together/moonshotai/Kimi-K2.6',
      'together/zai-org/GLM-5.2',
      'together/MiniMaxAI/MiniMax-M3',
    ],
    from: 'listed',
    fields: NOT_LISTED,
    reason: 'Their list of Together ends before it.',
    source: MODELS_DEV,
  },
  {
    models: ['together/openai/gpt-oss-20b'],
    from: 'listed',
    fields: NOT_LISTED,
    reason: 'Their list of Together ends before it.',
    source: VENDOR_LIST,
  },
  {
    models: ['deepseek/deepseek-v4-pro'],
    from: 'listed',
    fields: [
      ['input', '0.435', '1.32'],
      ['cachedInput', '0.003625', '0.044'],
      ['output', '0.87', '3.96'],
    ],
    reason: 'Their peak hours have no first day, so that they reach back before the price that brought them.',
    source: 'genai-prices 0.1.8, the row before 2026-08-17',
  },
  {
    models: ['deepseek/deepseek-v4-pro'],
    from: '2026-08-17',
    fields: [
      ['input on Saturdays', '0.66', '1.32'],
      ['cachedInput on Saturdays', '0.022', '0.044'],
      ['output on Saturdays', '1.98', '3.96'],
    ],
    reason: 'Peak hours are of Beijing’s working days; their hours of the day know no weekend.',
    source: VENDOR_LIST,
  },
  {
    models: ['deepseek/deepseek-v4-flash'],
    from: 'listed',
    fields: [
      ['input', '0.14', '0.44'],
      ['cachedInput', '0.0028', '0.014'],
      ['output', '0.28', '1.32'],
    ],
    reason: 'Their peak hours have no first day, so that they reach back before the price that brought them.',
    source: 'genai-prices 0.1.8, the row before 2026-08-17',
  },
  {
    models: ['deepseek/deepseek-v4-flash'],
    from: '2026-08-17',
    fields: [
      ['input on Saturdays', '0.22', '0.44'],
      ['cachedInput on Saturdays', '0.007', '0.014'],
      ['output on Saturdays', '0.66', '1.32'],
    ],
    reason: 'Peak hours are of Beijing’s working days; their hours of the day know no weekend.',
    source: VENDOR_LIST,
  },
  {
    models: ['deepseek/deepseek-v4-flash'],
    from: '2026-09-10',
    fields: [
      ['input on Saturdays', '0.15', '0.22'],
      ['cachedInput on Saturdays', '0.003', '0.007'],
      ['output on Saturdays', '0.6', '0.66'],
      ['input on Saturdays', '0.15', '0.44'],
      ['cachedInput on Saturdays', '0.003', '0.014'],
      ['output on Saturdays', '0.6', '1.32'],
      ['input on working days', '0.15', '0.22'],
      ['cachedInput on working days', '0.003', '0.007'],
      ['output on working days', '0.6', '0.66'],
      ['input on working days', '0.3', '0.44'],
      ['cachedInput on working days', '0.006', '0.014'],
      ['output on working days', '1.2', '1.32'],
    ],
    reason: 'The name is served by V4.1 Flash since, at that model’s price; they still have the one before.',
    source: 'api-docs.deepseek.com/quick_start/pricing, 2026-10-17',
  },
  {
    models: ['deepseek/deepseek-chat'],
    from: 'listed',
    fields: [
      ['input', '0.14', '0.135'],
      ['cachedInput', '0.0028', '0.035'],
      ['output', '0.28', '0.55'],
      ['input', '0.14', '0.27'],
      ['cachedInput', '0.0028', '0.07'],
      ['output', '0.28', '1.1'],
    ],
    reason: 'Until it retired on 2026-07-24 the name was served by V4 Flash; they still have the price of V3.',
    source: MODELS_DEV,
  },
  {
    models: ['deepseek/deepseek-reasoner'],
    from: 'listed',
    fields: [
      ['input', '0.14', '0.135'],
      ['cachedInput', '0.0028', '0.035'],
      ['output', '0.28', '0.55'],
      ['input', '0.14', '0.55'],
      ['cachedInput', '0.0028', '0.14'],
      ['output', '0.28', '2.19'],
    ],
    reason: 'Until it retired on 2026-07-24 the name was served by V4 Flash; they still have the price of R1.',
    source: MODELS_DEV,
  },
];

/** The documented differences of a model; empty when both sources agree. */
export function findDifferences(modelId: string): Difference[] {
  return DIFFERENCES.filter(({ models }) => models.includes(modelId));
}
