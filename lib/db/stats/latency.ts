import type { Database } from '../client';
import { type Bucket, computePercentiles, type Percentiles } from '../rollup/histogram';
import { selectLatencyRows } from '../rollup/parts';
import type { Window } from './window';

/** Latencies of a team's requests, from log-scale histograms. */
export interface Latency {
  /** Of successful requests, from arrival to end. */
  latency: Percentiles | null;
  /** Of streamed requests, to the first token. */
  ttft: Percentiles | null;
}

/** A team's latencies in a window; null where nothing was measured. */
export async function latencyIn(database: Database, teamId: string, window: Window): Promise<Latency> {
  const buckets = await database.$queryRaw<(Bucket & { measure: string })[]>`
    select measure, bucket, sum(requests)::int as requests
    from ${selectLatencyRows(teamId, window)} where measure in ('ttft', 'total')
    group by 1, 2 order by 1, 2`;
  const of = (wanted: string) => computePercentiles(buckets.filter(({ measure }) => measure === wanted));
  return { latency: of('total'), ttft: of('ttft') };
}
