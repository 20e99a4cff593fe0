/** A small table of sums: which rows it sums up, by what, and what it sums. Expressions are SQL over those rows. */
export interface Rollup {
  table: string;
  /** Requests that have ended, upstream calls, times of requests, or what was said of answers. */
  of: 'ended' | 'calls' | 'timings' | 'said';
  /** Column → expression; in the order of the primary key. */
  keys: Record<string, string>;
  sums: Record<string, string>;
}

/** Who and when come first everywhere: every page asks for one team and a window. */
const WHOSE = { team_id: 'team_id', grain: 'grain', slot: 'slot' };

/** What every table about requests sums. Tokens and money are those of all upstream calls of the request. */
const REQUEST_SUMS = {
  requests: 'count(*)',
  // Those that were asked at once are no fallbacks; what came after them is.
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

/** How requests ended, by kind of prompt. Every writer of rollups but feedback writes this one: a rebuild locks it. */
export const REQUESTS: Rollup = {
  table: 'rollup_requests',
  of: 'ended',
  keys: { ...WHOSE, category: 'category', status: 'status' },
  sums: REQUEST_SUMS,
};

/** What was said of answers. The only one that is not written when a request is settled. */
export const OUTCOMES: Rollup = {
  table: 'rollup_outcomes',
  of: 'said',
  keys: { ...WHOSE, model: 'model', category: 'category', kind: 'kind' },
  sums: {
    said: 'sum(sign)',
    up: 'coalesce(sum(sign) filter (where outcome > 0.5), 0)',
    down: 'coalesce(sum(sign) filter (where outcome < 0.5), 0)',
  },
};

/** Written in the transaction that settles, in this order. */
export const SETTLED_ROLLUPS: Rollup[] = [
  {
    table: 'rollup_spend',
    of: 'calls',
    keys: { ...WHOSE, provider: 'provider', model: 'model' },
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
    keys: { ...WHOSE, provider: "coalesce(provider, '')", model: "coalesce(model, '')", status: 'status' },
    sums: REQUEST_SUMS,
  },
  {
    table: 'rollup_callers',
    of: 'ended',
    keys: { ...WHOSE, key_id: "coalesce(key_id, '')", user_id: "coalesce(user_id, '')", status: 'status' },
    sums: REQUEST_SUMS,
  },
  {
    table: 'rollup_latency',
    of: 'timings',
    keys: {
      ...WHOSE,
      provider: 'provider',
      model: 'model',
      measure: 'measure',
      bucket: 'bucket',
    },
    sums: { requests: 'count(*)' },
  },
];

export const ROLLUPS: Rollup[] = [...SETTLED_ROLLUPS, OUTCOMES];

/** Those whose days are sums of their quarters. */
export const FOLDED_ROLLUPS = ROLLUPS.filter(({ of }) => of !== 'timings');
