import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { type Resolution, selectRows, type TeamIds } from '../rollup/parts';
import { toNanoUsd } from '../system/money';
import { DIMENSIONS, type Dimension, filteredBy, findRollup, type SumFilter, toConditions } from './dimensions';
import type { Window } from './window';

export { DIMENSIONS, type Dimension, type SumFilter };

export const UNITS = ['hour', 'day', 'week', 'month'] as const;
export type Unit = (typeof UNITS)[number];

export interface Grouping {
  unit?: Unit | undefined;
  dimension?: Dimension | undefined;
  /** Together with the dimension, of one rollup: see `canSum`. */
  filter?: SumFilter | undefined;
}

/** The most groups that one answer holds. */
export const MAX_GROUPS = 10_000;

/** The sums of a group of requests. */
export interface RequestSums {
  /** Start of the group in the time zone: `2026-11-22`, a month `2026-11`; hours in UTC. */
  at: string | null;
  /** The value of the dimension; null for none: no model answered, or no key. */
  name: string | null;
  requests: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  abandoned: number;
  fallbacks: number;
  totalMs: number;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number;
  estimated: number;
  unpriced: number;
  comparedRequests: number;
  comparedCostNanoUsd: number;
  baselineCostNanoUsd: number;
  /** The part of it that is based on an expected length. */
  baselineExpectedNanoUsd: number;
}

/**
 * Requests of a team (or of several) in a window, by time and one dimension, in order. Reads one group more than the
 * limit, so that the caller can detect too many.
 */
export async function sumRequests(
  database: Database,
  teamIds: TeamIds,
  window: Window,
  { unit, dimension, filter = {} }: Grouping = {},
): Promise<RequestSums[]> {
  const asked = [...filteredBy(filter), ...(dimension ? [dimension] : [])];
  const holder = findRollup(asked);
  if (!holder) throw new RangeError(`No rollup holds ${asked.join(', ')} together.`);
  const { table, columns } = holder;
  const column = (dimension && columns[dimension]) ?? 'null::text';
  const rows = await database.$queryRaw<Record<string, string | number | bigint | null>[]>`
    select ${buildLabel(unit, window)} as at, nullif(${Prisma.raw(column)}, '') as name,
      sum(requests)::int as requests,
      coalesce(sum(requests) filter (where status = 'succeeded'), 0)::int as succeeded,
      coalesce(sum(requests) filter (where status = 'failed'), 0)::int as failed,
      coalesce(sum(requests) filter (where status = 'cancelled'), 0)::int as cancelled,
      coalesce(sum(requests) filter (where status = 'abandoned'), 0)::int as abandoned,
      sum(fallbacks)::int as fallbacks, sum(total_ms)::bigint as "totalMs",
      sum(input_tokens)::bigint as "inputTokens", sum(output_tokens)::bigint as "outputTokens",
      sum(cost_nano_usd)::bigint as "costNanoUsd",
      sum(estimated_requests)::int as estimated, sum(unpriced_requests)::int as unpriced,
      sum(compared_requests)::int as "comparedRequests",
      sum(compared_cost_nano_usd)::bigint as "comparedCostNanoUsd",
      sum(baseline_cost_nano_usd)::bigint as "baselineCostNanoUsd",
      sum(baseline_expected_nano_usd)::bigint as "baselineExpectedNanoUsd"
    from ${selectRows(table, teamIds, window, toResolution(window, unit))} cross join lateral ${buildBucket(unit, window)}
    where true ${toConditions(filter, columns)}
    group by bucket, 2 order by bucket, 2 nulls last limit ${MAX_GROUPS + 1}`;
  return rows.map((row) => exactNumbers(row) as unknown as RequestSums);
}

/** The sums of a group of upstream calls. */
export interface SpendSums {
  at: string | null;
  name: string | null;
  attempts: number;
  failures: number;
  inputTokens: number;
  cachedInputTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  costNanoUsd: number;
  estimatedAttempts: number;
  unpricedAttempts: number;
}

export interface SpendGrouping {
  unit?: Unit | undefined;
  dimension?: 'provider' | 'model' | undefined;
  /** Of providers and models. */
  filter?: SumFilter | undefined;
}

/** Upstream calls of a team (or of several) in a window, by time and provider or model, in order. */
export async function sumSpend(
  database: Database,
  teamIds: TeamIds,
  window: Window,
  { unit, dimension, filter = {} }: SpendGrouping = {},
): Promise<SpendSums[]> {
  const rows = await database.$queryRaw<Record<string, string | number | bigint | null>[]>`
    select ${buildLabel(unit, window)} as at, ${Prisma.raw(dimension ?? 'null::text')} as name,
      sum(attempts)::int as attempts, sum(failures)::int as failures,
      sum(input_tokens)::bigint as "inputTokens", sum(cached_input_tokens)::bigint as "cachedInputTokens",
      sum(cache_write_tokens)::bigint as "cacheWriteTokens", sum(output_tokens)::bigint as "outputTokens",
      sum(reasoning_tokens)::bigint as "reasoningTokens", sum(cost_nano_usd)::bigint as "costNanoUsd",
      sum(estimated_attempts)::int as "estimatedAttempts", sum(unpriced_attempts)::int as "unpricedAttempts"
    from ${selectRows('rollup_spend', teamIds, window, toResolution(window, unit))}
    cross join lateral ${buildBucket(unit, window)}
    where true ${toConditions(filter, SPEND_COLUMNS)}
    group by bucket, 2 order by bucket, 2 limit ${MAX_GROUPS + 1}`;
  return rows.map((row) => exactNumbers(row) as unknown as SpendSums);
}

const SPEND_COLUMNS = { provider: 'provider', model: 'model' };

function toResolution({ timeZone }: Window, unit: Unit | undefined): Resolution {
  if (unit === 'hour') return 'hours';
  return unit ? { days: timeZone } : 'whole';
}

const LABELS: Record<Exclude<Unit, 'hour'>, string> = {
  day: 'YYYY-MM-DD',
  week: 'YYYY-MM-DD',
  month: 'YYYY-MM',
};

/** The start of a row's hour, day, week or month; formatted after grouping. */
function buildBucket(unit: Unit | undefined, { timeZone }: Window): Prisma.Sql {
  const start = unit ? Prisma.sql`date_trunc(${unit}, slot, ${timeZone})` : Prisma.sql`null::timestamptz`;
  return Prisma.sql`(select ${start} as bucket) as bucketed`;
}

function buildLabel(unit: Unit | undefined, { timeZone }: Window): Prisma.Sql {
  if (!unit) return Prisma.sql`null::text`;
  if (unit === 'hour') return Prisma.sql`to_char(bucket at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return Prisma.sql`to_char(bucket at time zone ${timeZone}, ${LABELS[unit]})`;
}

function exactNumbers(row: Record<string, string | number | bigint | null>) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? toNanoUsd(value) : value]),
  );
}
