import type { Caller } from '../../caller';
import type { Database } from '../client';
import { type Bucket, computePercentiles, type Percentiles } from '../rollup/histogram';

/** Results of the calls to one model, or to all models of a provider, in a window. */
export interface Calls {
  attempts: number;
  failures: number;
  /** Failures by a deadline; included in the failures. */
  timeouts: number;
  /** Of calls with a first token; null when there were none. */
  ttft: Percentiles | null;
}

export interface ProviderCalls extends Calls {
  provider: string;
  models: (Calls & { model: string })[];
}

interface CountRow {
  provider: string;
  model: string;
  attempts: number;
  failures: number;
  timeouts: number;
}

type BucketRow = Bucket & Pick<CountRow, 'provider' | 'model'>;

/** Results of the caller's team's calls, by provider and model, from the rollups. `from` is a whole hour. */
export async function callsByProvider(
  database: Database,
  { teamId }: Caller,
  { from, until }: { from: Date; until: Date },
): Promise<ProviderCalls[]> {
  const [counts, buckets] = await Promise.all([
    database.$queryRaw<CountRow[]>`
      select provider, model, sum(attempts)::int as attempts, sum(failures)::int as failures,
        sum(timeouts)::int as timeouts
      from rollup_spend where team_id = ${teamId} and grain = 'quarter' and slot >= ${from} and slot < ${until}
      group by 1, 2 order by 1, 2`,
    database.$queryRaw<BucketRow[]>`
      select provider, model, bucket, sum(requests)::int as requests
      from rollup_latency
      where team_id = ${teamId} and grain = 'hour' and slot >= ${from} and slot < ${until} and measure = 'call'
      group by 1, 2, 3 order by 3`,
  ]);
  return [...new Set(counts.map(({ provider }) => provider))].map((provider) =>
    toProvider(
      provider,
      counts.filter((row) => row.provider === provider),
      buckets.filter((row) => row.provider === provider),
    ),
  );
}

function toProvider(provider: string, counts: CountRow[], buckets: BucketRow[]): ProviderCalls {
  const models = counts.map((row) => ({
    model: row.model,
    ...sumCounts([row]),
    ttft: computePercentiles(buckets.filter(({ model }) => model === row.model)),
  }));
  return { provider, models, ...sumCounts(counts), ttft: computePercentiles(mergeHistograms(buckets)) };
}

function sumCounts(counts: CountRow[]): Pick<Calls, 'attempts' | 'failures' | 'timeouts'> {
  const sum = (key: 'attempts' | 'failures' | 'timeouts') => counts.reduce((total, row) => total + row[key], 0);
  return { attempts: sum('attempts'), failures: sum('failures'), timeouts: sum('timeouts') };
}

/** Merges the histograms of several models, in order. */
function mergeHistograms(buckets: BucketRow[]): Bucket[] {
  const sums = new Map<number, number>();
  for (const { bucket, requests } of buckets) sums.set(bucket, (sums.get(bucket) ?? 0) + requests);
  return [...sums].map(([bucket, requests]) => ({ bucket, requests }));
}

export interface FailedCall {
  requestId: string;
  /** The number of the attempt within its request. */
  number: number;
  provider: string;
  model: string;
  at: Date;
  /** Time until the failure. */
  totalMs: number;
  kind: string;
  message: string;
}

/** How many of the newest failed calls, of all teams, are searched for the caller's. */
const SEARCHED_CALLS = 1_000;

/**
 * The latest failed calls of the caller's team, newest first. Reads the index of failed calls from its newest end, at
 * most `SEARCHED_CALLS` rows, so that its cost does not grow with the ledger.
 */
export function latestFailures(database: Database, { teamId }: Caller, limit: number): Promise<FailedCall[]> {
  return database.$queryRaw<FailedCall[]>`
    select failed.request_id as "requestId", failed.number, failed.provider, failed.model, failed.started_at as at,
      failed.total_ms as "totalMs", coalesce(failed.failure_kind, '') as kind,
      coalesce(failed.failure_message, '') as message
    from (
      select * from attempts where outcome = 'failed' order by started_at desc limit ${SEARCHED_CALLS}
    ) as failed
    join requests on requests.id = failed.request_id
    where requests.team_id = ${teamId}
    order by failed.started_at desc, failed.number desc limit ${limit}`;
}
