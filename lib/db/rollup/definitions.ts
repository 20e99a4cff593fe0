/** A rollup table: its source rows, its keys and its sums. Expressions are SQL over the source rows. */
export interface Rollup {
  table: string;
  /** Finished requests, upstream calls, request latencies, or feedback on answers. */
  of: 'ended' | 'calls' | 'timings' | 'ratings';
  /** Column → expression; in the order of the primary key. */
  keys: Record<string, string>;
  sums: Record<string, string>;
}

/** Team and time come first in each key: every page filters by both. */
const COMMON_KEYS = { team_id: 'team_id', grain: 'grain', slot: 'slot' };

/** The sums of every table about requests. Tokens and money are those of all upstream calls of the request. */
const REQUEST_SUMS = {
  requests: 'count(*)',
  // Models that were called in parallel are not fallbacks; calls after them are.
  fallbacks: 'count(*) filter (where attempt_count > lanes)',
  total_ms: 'coalesce(sum(total_ms), 0)',
  input_tokens: 'sum(billed_input_tokens)',
  output_tokens: 'sum(billed_output_tokens)',
  cost_nano_usd: 'sum(billed_nano_usd)',
  estimated_requests: "count(*) filter (where cost_state = 'estimated')",
  unpriced_requests: "count(*) filter (where cost_state = 'unpriced')",
  compared_requests: 'count(*) filter (where is_compared)',
  compared_cost_nano_usd: 'coalesce(sum(billed_nano_usd) filter (where is_compared), 0)',
  baseline_cost_nano_usd: 'coalesce(sum(baseline_cost_nano_usd) filter (where is_compared), 0)',
  baseline_expected_nano_usd: 'coalesce(sum(baseline_expected_nano_usd) filter (where is_compared), 0)',
};

/** Request results by category. Every settlement writes this table, so a rebuild locks it. */
export const REQUESTS: Rollup = {
  table: 'rollup_requests',
  of: 'ended',
  keys: { ...COMMON_KEYS, category: 'category', status: 'status' },
  sums: REQUEST_SUMS,
};

/** Feedback on answers. The only rollup that is not written when a request is settled. */
export const OUTCOMES: Rollup = {
  table: 'rollup_outcomes',
  of: 'ratings',
  keys: { ...COMMON_KEYS, model: 'model', category: 'category', kind: 'kind' },
  sums: {
    rated: 'sum(sign)',
    up: 'coalesce(sum(sign) filter (where outcome > 0.5), 0)',
    down: 'coalesce(sum(sign) filter (where outcome < 0.5), 0)',
  },
};

/** Written in the settling transaction, in this order. */
export const SETTLED_ROLLUPS: Rollup[] = [
  {
    table: 'rollup_spend',
    of: 'calls',
    keys: { ...COMMON_KEYS, provider: 'provider', model: 'model' },
    sums: {
      attempts: 'count(*)',
      failures: "count(*) filter (where outcome = 'failed')",
      timeouts: "count(*) filter (where failure_kind = 'timeout')",
      input_tokens: 'sum(input_tokens)',
      cached_input_tokens: 'sum(cached_input_tokens)',
      cache_write_tokens: 'sum(cache_write_tokens)',
      output_tokens: 'sum(output_tokens)',
      reasoning_tokens: 'sum(reasoning_tokens)',
      cost_nano_usd: 'coalesce(sum(cost_nano_usd), 0)',
      estimated_attempts: "count(*) filter (where usage_state = 'estimated')",
      unpriced_attempts: 'count(*) filter (where cost_nano_usd is null)',
    },
  },
  REQUESTS,
  {
    table: 'rollup_answers',
    of: 'ended',
    keys: { ...COMMON_KEYS, provider: "coalesce(provider, '')", model: "coalesce(model, '')", status: 'status' },
    sums: REQUEST_SUMS,
  },
  {
    table: 'rollup_callers',
    of: 'ended',
    keys: { ...COMMON_KEYS, key_id: "coalesce(key_id, '')", user_id: "coalesce(user_id, '')", status: 'status' },
    sums: REQUEST_SUMS,
  },
  {
    table: 'rollup_latency',
    of: 'timings',
    keys: {
      ...COMMON_KEYS,
      provider: 'provider',
      model: 'model',
      measure: 'measure',
      bucket: 'bucket',
    },
    sums: { requests: 'count(*)' },
  },
];

export const ROLLUPS: Rollup[] = [...SETTLED_ROLLUPS, OUTCOMES];

/** Rollups with days that are sums of their quarters. */
export const FOLDED_ROLLUPS = ROLLUPS.filter(({ of }) => of !== 'timings');
