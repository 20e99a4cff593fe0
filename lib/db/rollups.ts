import type { Caller } from '../caller';
import type { Stats } from '../engine/store';
import type { TimeRange } from '../time-range';
import type { Database } from './client';
import { toNanoUsd } from './money';
import { type Bucket, percentileOf } from './rollup/histogram';

/** What a window sums up to. Every figure comes from the rollups. */
export interface Totals {
  costNanoUsd: number;
  requests: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  fallbacks: number;
  /** Requests whose cost at the baseline is known, and both sides of that comparison. */
  compared: { requests: number; costNanoUsd: number; baselineCostNanoUsd: number };
  unpricedAttempts: number;
}

interface TotalsRow {
  costNanoUsd: bigint;
  requests: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  fallbacks: number;
  comparedRequests: number;
  comparedCostNanoUsd: bigint;
  baselineCostNanoUsd: bigint;
  unpricedAttempts: number;
}

/** Totals of the caller's team in a window. */
export function totalsIn(database: Database, { teamId }: Caller, { from, until }: TimeRange): Promise<Totals> {
  return totalsBetween(database, teamId, from, until);
}

/** Totals of a team, for an operator's own commands. */
export async function totalsBetween(database: Database, teamId: string, from: Date, until: Date): Promise<Totals> {
  const [row] = await database.$queryRaw<[TotalsRow]>`
    select
      (select coalesce(sum(cost_nano_usd), 0)::bigint from rollup_spend
        where team_id = ${teamId} and slot >= ${from} and slot < ${until}) as "costNanoUsd",
      (select coalesce(sum(unpriced_attempts), 0)::int from rollup_spend
        where team_id = ${teamId} and slot >= ${from} and slot < ${until}) as "unpricedAttempts",
      coalesce(sum(requests), 0)::int as requests,
      coalesce(sum(requests) filter (where status = 'succeeded'), 0)::int as succeeded,
      coalesce(sum(requests) filter (where status in ('failed', 'abandoned')), 0)::int as failed,
      coalesce(sum(requests) filter (where status = 'cancelled'), 0)::int as cancelled,
      coalesce(sum(fallbacks), 0)::int as fallbacks,
      coalesce(sum(compared_requests), 0)::int as "comparedRequests",
      coalesce(sum(compared_cost_nano_usd), 0)::bigint as "comparedCostNanoUsd",
      coalesce(sum(baseline_cost_nano_usd), 0)::bigint as "baselineCostNanoUsd"
    from rollup_requests
    where team_id = ${teamId} and slot >= ${from} and slot < ${until}`;
  const { comparedRequests, comparedCostNanoUsd, baselineCostNanoUsd, costNanoUsd, ...counts } = row;
  return {
    ...counts,
    costNanoUsd: toNanoUsd(costNanoUsd),
    compared: {
      requests: comparedRequests,
      costNanoUsd: toNanoUsd(comparedCostNanoUsd),
      baselineCostNanoUsd: toNanoUsd(baselineCostNanoUsd),
    },
  };
}

export interface SpendPoint {
  /** Start of the bucket. */
  at: Date;
  provider: string;
  costNanoUsd: number;
}

/** Spend of a team by provider, most first. */
export async function costByProvider(database: Database, teamId: string, from: Date, until: Date) {
  const rows = await database.$queryRaw<{ provider: string; costNanoUsd: bigint }[]>`
    select provider, sum(cost_nano_usd)::bigint as "costNanoUsd" from rollup_spend
    where team_id = ${teamId} and slot >= ${from} and slot < ${until} group by 1 order by 2 desc`;
  return rows.map((row) => ({ ...row, costNanoUsd: toNanoUsd(row.costNanoUsd) }));
}

/** Spend by bucket and provider. Buckets without spend are absent. */
export async function spendByProvider(database: Database, { teamId }: Caller, range: TimeRange): Promise<SpendPoint[]> {
  const { from, until, bucket } = range;
  const rows = await database.$queryRaw<{ at: Date; provider: string; costNanoUsd: bigint }[]>`
    select date_trunc(${bucket}, slot, 'UTC') as at, provider, sum(cost_nano_usd)::bigint as "costNanoUsd"
    from rollup_spend
    where team_id = ${teamId} and slot >= ${from} and slot < ${until}
    group by 1, 2 order by 1, 2`;
  return rows.map((row) => ({ ...row, costNanoUsd: toNanoUsd(row.costNanoUsd) }));
}

export interface TtftPercentiles {
  p50Ms: number;
  p95Ms: number;
}

/** Percentiles of the time to first token, from the log-scale histogram; null without a single streamed answer. */
export async function ttftPercentiles(
  database: Database,
  { teamId }: Caller,
  { from, until }: TimeRange,
): Promise<TtftPercentiles | null> {
  const buckets = await database.$queryRaw<Bucket[]>`
    select bucket, sum(requests)::int as requests from rollup_latency
    where team_id = ${teamId} and slot >= ${from} and slot < ${until} and measure = 'ttft'
    group by 1 order by 1`;
  if (buckets.length === 0) return null;
  return { p50Ms: percentileOf(buckets, 0.5), p95Ms: percentileOf(buckets, 0.95) };
}

/** The article's statistics of the caller's team, over all time. */
export async function statsOf(database: Database, { teamId }: Caller): Promise<Stats> {
  const [providers, categories] = await Promise.all([
    database.$queryRaw<{ name: string; cost: bigint }[]>`
      select provider as name, sum(cost_nano_usd)::bigint as cost from rollup_spend where team_id = ${teamId} group by 1`,
    database.$queryRaw<{ name: string; cost: bigint; requests: number; saved: bigint; totalMs: bigint }[]>`
      select category as name, sum(cost_nano_usd)::bigint as cost, sum(requests)::int as requests,
        sum(baseline_cost_nano_usd - compared_cost_nano_usd)::bigint as saved, sum(total_ms)::bigint as "totalMs"
      from rollup_requests where team_id = ${teamId} group by 1`,
  ]);
  const requests = categories.reduce((sum, row) => sum + row.requests, 0);
  const toUsd = (rows: { name: string; cost: bigint }[]) =>
    Object.fromEntries(rows.map(({ name, cost }) => [name, toNanoUsd(cost) / 1e9]));
  return {
    totalCost: toNanoUsd(providers.reduce((sum, { cost }) => sum + cost, 0n)) / 1e9,
    requests,
    costByProvider: toUsd(providers),
    costByCategory: toUsd(categories),
    savings: toNanoUsd(categories.reduce((sum, { saved }) => sum + saved, 0n)) / 1e9,
    avgLatency: requests === 0 ? 0 : Number(categories.reduce((sum, { totalMs }) => sum + totalMs, 0n)) / requests,
  };
}
