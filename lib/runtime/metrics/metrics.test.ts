import fs from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import { readMetrics, sumOf } from '../../../tests/support/metrics';
import { attemptOf, outcomeOf } from '../../../tests/support/store-contract';
import { Catalog } from '../../engine/catalog/catalog';
import { createFailure, type FailureKind } from '../../engine/execute/failure';
import type { Attempt, RouteEvent } from '../../engine/types';
import type { GaugeSources } from './gauges';
import { Metrics } from './metrics';

const catalog = new Catalog(['acme/one', 'acme/two', 'other/one'].map((id) => testModel(id)));

function sources(overrides: object = {}): GaugeSources {
  return {
    catalog,
    configured: [],
    databasePool: { totalCount: 5, idleCount: 3, waitingCount: 2, options: { max: 16 } },
    databaseWatch: { isAway: false },
    upstreams: { stats: () => ({}) },
    retryBudget: { level: 1, share: { level: 1 } },
    isDraining: false,
    isPrepared: true,
    keys: { size: 7 },
    providers: new Map([['acme', {}]]),
    sandbox: null,
    settlements: { waiting: 4 },
    signals: { breakerOf: () => ({ state: 'closed' }) },
    ...overrides,
  } as unknown as GaugeSources;
}

const made: Metrics[] = [];
function createMetrics(overrides: object = {}): Metrics {
  const metrics = new Metrics(() => sources(overrides));
  made.push(metrics);
  return metrics;
}
afterEach(() => {
  for (const metrics of made.splice(0)) metrics.close();
});

const read = async (metrics: Metrics) => readMetrics(await metrics.text());

function attempt(model: string, overrides: Partial<Attempt> = {}): Attempt {
  const [provider = ''] = model.split('/');
  return { ...attemptOf(provider, 1_000), model, ...overrides };
}

function failed(model: string, kind: FailureKind, number = 1): Attempt {
  const usage = {
    inputTokens: 0,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
  };
  const overrides = { outcome: 'failed' as const, failure: createFailure(kind, 'secret words'), costNanoUsd: 0, usage };
  return attempt(model, { ...overrides, ttftMs: null, number });
}

const started = ({ provider, model, number }: Attempt): RouteEvent => ({
  type: 'attempt-start',
  number,
  provider,
  model,
});

/** A request that tries these one after another. */
function run(metrics: Metrics, attempts: Attempt[], outcome = outcomeOf(attempts, null), source = 'api' as const) {
  const observe = metrics.startRun(source, true);
  for (const one of attempts) {
    observe(started(one));
    observe({ type: 'attempt-end', attempt: one });
  }
  observe({ type: 'end', outcome });
}

describe('what /metrics counts', () => {
  it('adds up requests, calls, tokens by class and money, exactly', async () => {
    const metrics = createMetrics();
    const usage = {
      inputTokens: 10,
      cachedInputTokens: 3,
      cacheWriteTokens: 2,
      cacheWrite1hTokens: 0,
      outputTokens: 5,
      reasoningTokens: 4,
    };
    for (let i = 0; i < 3; i++) run(metrics, [attempt('acme/one', { usage, costNanoUsd: 100_000_000 })]);
    run(metrics, [attempt('acme/two', { costNanoUsd: 7 })]);
    const series = await read(metrics);
    expect(sumOf(series, 'a3m_requests_total', { source: 'api', streamed: 'true', status: 'succeeded' })).toBe(4);
    expect(sumOf(series, 'a3m_attempts_total', { model: 'acme/one', outcome: 'succeeded', failure: '' })).toBe(3);
    const tokens = (name: string) => sumOf(series, 'a3m_tokens_total', { model: 'acme/one', class: name });
    const classes = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'].map(tokens);
    expect(classes).toEqual([30, 9, 6, 15, 12]);
    // Added up in dollars, three times 0.1 would be 0.30000000000000004.
    expect(sumOf(series, 'a3m_cost_usd_total', { provider: 'acme', model: 'acme/one' })).toBe(0.3);
    expect(sumOf(series, 'a3m_cost_usd_total', { provider: 'acme', model: 'acme/two' })).toBe(7e-9);
  });

  it('shows a request as in flight until it ends, however it ends', async () => {
    const metrics = createMetrics();
    const observe = metrics.startRun('playground', false);
    const inFlight = async () =>
      sumOf(await read(metrics), 'a3m_requests_in_flight', { source: 'playground', streamed: 'false' });
    expect(await inFlight()).toBe(1);
    observe({ type: 'end', outcome: { ...outcomeOf([], null), status: 'cancelled', ttftMs: null } });
    expect(await inFlight()).toBe(0);
    const series = await read(metrics);
    expect(sumOf(series, 'a3m_requests_total', { status: 'cancelled' })).toBe(1);
    expect(sumOf(series, 'a3m_request_first_token_seconds_count')).toBe(0);
  });

  it('tells a fallback by who failed and why, and a retry of the same model apart from it', async () => {
    const metrics = createMetrics();
    run(metrics, [failed('acme/one', 'rate-limit'), failed('acme/two', 'server', 2), attempt('acme/two')]);
    const series = await read(metrics);
    const of = (name: string, labels = {}) => sumOf(series, name, labels);
    expect(of('a3m_fallbacks_total')).toBe(1);
    expect(of('a3m_fallbacks_total', { provider: 'acme', model: 'acme/one', failure: 'rate-limit' })).toBe(1);
    expect(of('a3m_retries_total', { model: 'acme/two', failure: 'server' })).toBe(1);
    expect(of('a3m_attempts_total', { outcome: 'failed' })).toBe(2);
    expect(of('a3m_hedges_total')).toBe(0);
  });

  it('tells a call beside one that is still silent as a hedge', async () => {
    const metrics = createMetrics();
    const [slow, quick] = [attempt('acme/one', { outcome: 'cancelled' }), attempt('other/one', { number: 2 })];
    const observe = metrics.startRun('api', true);
    observe(started(slow));
    observe(started(quick));
    observe({ type: 'attempt-end', attempt: slow });
    observe({ type: 'attempt-end', attempt: quick });
    observe({ type: 'end', outcome: outcomeOf([slow, quick], null) });
    const series = await read(metrics);
    expect(sumOf(series, 'a3m_hedges_total', { model: 'other/one' })).toBe(1);
    expect(sumOf(series, 'a3m_fallbacks_total')).toBe(0);
  });

  it('puts times into buckets', async () => {
    const metrics = createMetrics();
    for (const ttftMs of [40, 180, 4_000]) run(metrics, [attempt('acme/one', { ttftMs, totalMs: 9_000 })]);
    const series = await read(metrics);
    const below = (le: string) => sumOf(series, 'a3m_attempt_first_token_seconds_bucket', { model: 'acme/one', le });
    expect(['0.05', '0.1', '0.2', '3', '5', '+Inf'].map(below)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(sumOf(series, 'a3m_attempt_duration_seconds_sum', { model: 'acme/one' })).toBe(27);
    expect(sumOf(series, 'a3m_request_duration_seconds_count', { source: 'api' })).toBe(3);
  });

  it('counts a call of unknown price as unpriced, never as free', async () => {
    const metrics = createMetrics();
    run(metrics, [attempt('acme/one', { costNanoUsd: null })]);
    const series = await read(metrics);
    expect(sumOf(series, 'a3m_unpriced_attempts_total', { model: 'acme/one' })).toBe(1);
    expect(series.filter(({ name }) => name === 'a3m_cost_usd_total')).toEqual([]);
  });

  it('counts refusals by code', async () => {
    const metrics = createMetrics();
    metrics.refuse('api', 'invalid_api_key');
    metrics.refuse('api', 'invalid_api_key');
    expect(sumOf(await read(metrics), 'a3m_requests_refused_total', { source: 'api', code: 'invalid_api_key' })).toBe(
      2,
    );
  });

  it('keeps a model that the catalogue does not have out of the labels', async () => {
    const metrics = createMetrics();
    run(metrics, [failed('acme/whatever the caller wrote', 'server'), attempt('other/one', { number: 2 })]);
    const text = await metrics.text();
    expect(text).not.toContain('whatever');
    expect(sumOf(readMetrics(text), 'a3m_attempts_total', { model: 'unlisted' })).toBe(1);
    expect(sumOf(readMetrics(text), 'a3m_fallbacks_total', { model: 'unlisted' })).toBe(1);
  });

  it('shows no words of a failure', async () => {
    const metrics = createMetrics();
    run(metrics, [failed('acme/one', 'invalid-request')]);
    expect(await metrics.text()).not.toContain('secret words');
  });

  it('does not mix two runtimes of one process', async () => {
    const [one, two] = [createMetrics(), createMetrics()];
    run(one, [attempt('acme/one')]);
    expect(sumOf(await read(one), 'a3m_requests_total')).toBe(1);
    expect(sumOf(await read(two), 'a3m_requests_total')).toBe(0);
  });
});

describe('what /metrics reads', () => {
  it.each([
    ['closed', 0],
    ['half-open', 1],
    ['cooling', 2],
    ['open', 3],
  ])('shows a breaker that is %s as %i, for models that are offered', async (state, value) => {
    const breakerOf = ({ id }: { id: string }) => ({ state: id === 'acme/two' ? state : 'closed' });
    const series = await read(createMetrics({ signals: { breakerOf } }));
    expect(series.filter(({ name }) => name === 'a3m_breaker_state')).toEqual([
      { name: 'a3m_breaker_state', labels: { provider: 'acme', model: 'acme/one' }, value: 0 },
      { name: 'a3m_breaker_state', labels: { provider: 'acme', model: 'acme/two' }, value },
    ]);
  });

  it('shows queues, pools and state as they are now', async () => {
    const waiting = { waiting: 4 };
    const metrics = createMetrics({ settlements: waiting, retryBudget: { level: 480, share: { level: 0.4 } } });
    const now = async (name: string, labels = {}) => sumOf(await read(metrics), name, labels);
    expect(await now('a3m_settlements_waiting')).toBe(4);
    waiting.waiting = 0;
    expect(await now('a3m_settlements_waiting')).toBe(0);
    expect(await now('a3m_retry_budget')).toBe(480);
    expect(await now('a3m_retry_share')).toBe(0.4);
    expect(await now('a3m_key_cache_entries')).toBe(7);
    expect(await now('a3m_database_connections', { state: 'busy' })).toBe(2);
    expect(await now('a3m_database_connections', { state: 'idle' })).toBe(3);
    expect(await now('a3m_database_connections_max')).toBe(16);
    expect(await now('a3m_database_queries_waiting')).toBe(2);
    expect(await now('a3m_database_up')).toBe(1);
    expect(await now('a3m_prepared')).toBe(1);
    expect(await now('a3m_draining')).toBe(0);
  });

  it('shows the pools of connections by provider, never by URL, and a shared host under all its names', async () => {
    const configured = [
      { definition: { id: 'openai' }, baseUrl: 'https://one.example/v1' },
      { definition: { id: 'groq' }, baseUrl: 'https://one.example/openai/v1' },
      { definition: { id: 'mistral' }, baseUrl: 'https://two.example/v1' },
    ];
    const stats = {
      'https://one.example': { connected: 5, free: 2, running: 3, pending: 1, queued: 1, size: 4 },
    };
    const text = await createMetrics({ configured, upstreams: { stats: () => stats } }).text();
    const series = readMetrics(text);
    expect(sumOf(series, 'a3m_upstream_connections', { provider: 'openai+groq', state: 'busy' })).toBe(3);
    expect(sumOf(series, 'a3m_upstream_connections', { provider: 'openai+groq', state: 'free' })).toBe(2);
    expect(sumOf(series, 'a3m_upstream_calls', { provider: 'openai+groq', state: 'running' })).toBe(3);
    expect(sumOf(series, 'a3m_upstream_calls', { provider: 'openai+groq', state: 'waiting' })).toBe(1);
    expect(sumOf(series, 'a3m_upstream_connections', { provider: 'mistral' })).toBe(0);
    expect(text).not.toContain('example');
  });

  it('shows the process under the names that dashboards know', async () => {
    const series = await read(createMetrics());
    const positive = [
      'process_resident_memory_bytes',
      'nodejs_heap_size_used_bytes',
      'nodejs_heap_size_total_bytes',
      'process_cpu_user_seconds_total',
      'process_start_time_seconds',
    ];
    expect(positive.filter((name) => !(sumOf(series, name) > 0))).toEqual([]);
    const lags = series.filter(({ name }) => name.startsWith('nodejs_eventloop_lag_'));
    expect(lags.map(({ name }) => name.slice('nodejs_eventloop_lag_'.length))).toEqual([
      'mean_seconds',
      'p50_seconds',
      'p90_seconds',
      'p99_seconds',
      'max_seconds',
    ]);
  });

  it('sees the event loop held up, without the interval in which it looks', async () => {
    const metrics = createMetrics();
    const maxLag = async () => sumOf(await read(metrics), 'nodejs_eventloop_lag_max_seconds');
    await sleep(100);
    const until = performance.now() + 400;
    while (performance.now() < until) Math.sqrt(until);
    await sleep(100);
    expect(await maxLag()).toBeGreaterThan(0.3);
    await sleep(100);
    expect(await maxLag()).toBeLessThan(0.3);
  });
});

describe('docs/metrics.md', () => {
  it('has every metric with its type, and no other', async () => {
    const text = await createMetrics().text();
    const made = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => `${name} ${type}`);
    const page = fs.readFileSync('docs/metrics.md', 'utf8');
    const told = [...page.matchAll(/^\| `(\w+)` \| (counter|gauge|histogram) \|/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    // Only Linux tells how many files are open.
    const portable = (names: string[]) => names.filter((name) => !name.startsWith('process_open_fds')).sort();
    expect(portable(told)).toEqual(portable(made));
  });
});

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
