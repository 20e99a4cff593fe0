import type { Rollup } from './definitions';

/**
 * The quarter of an hour that a moment belongs to. Every zone's offset from UTC is a multiple of it today, so that a
 * day, week or month of any zone is a whole number of slots.
 */
export function slotOf(moment: string): string {
  return `date_bin('15 minutes', ${moment}, timestamptz '2000-01-01 00:00:00+00')`;
}

/** Three buckets a doubling: bucket b holds 2^(b/3) to 2^((b+1)/3) ms. */
export const BUCKETS_A_DOUBLING = 3;

/**
 * What rollups sum up, as common table expressions over two others: `settled`, requests that have ended (columns of
 * the table and `slot`), and `calls`, their attempts with the request's `team_id` and `slot`.
 *
 * Latencies go by the hour: nobody bills by them, and their tables are the large ones.
 */
export const SOURCES = `
  ended as (
    select settled.*,
      coalesce(billed.input_tokens, 0) as billed_input_tokens, coalesce(billed.output_tokens, 0) as billed_output_tokens,
      coalesce(billed.cost_nano_usd, 0) as billed_nano_usd,
      settled.cost_nano_usd is not null and settled.baseline_cost_nano_usd is not null as is_compared
    from settled left join (
      select request_id, sum(input_tokens + cached_input_tokens + cache_write_tokens) as input_tokens,
        sum(output_tokens + reasoning_tokens) as output_tokens, sum(cost_nano_usd) as cost_nano_usd
      from calls group by 1
    ) as billed on billed.request_id = settled.id
  ), timings as (
    select team_id, date_trunc('hour', created_at, 'UTC') as slot, provider, model, measure,
      floor(ln(greatest(ms, 1)) / ln(2) * ${BUCKETS_A_DOUBLING})::int as bucket
    from ended cross join lateral (
      values ('ttft', ttft_ms), ('total', case when status = 'succeeded' then total_ms end)
    ) as timing (measure, ms)
    where ms is not null
  )`;

/**
 * Adds what its source holds to a rollup. Rows are touched in the order of their keys, so that two processes that add
 * at the same time never wait for each other in a ring.
 */
export function additionTo({ table, of, keys, sums }: Rollup): string {
  const columns = [...Object.keys(keys), ...Object.keys(sums)].join(', ');
  const values = [...Object.values(keys), ...Object.values(sums)].join(', ');
  const positions = Object.keys(keys).map((_, i) => i + 1);
  const added = Object.keys(sums).map((column) => `${column} = rollup.${column} + excluded.${column}`);
  return `
    insert into ${table} as rollup (${columns})
    select ${values} from ${of} group by ${positions} order by ${positions}
    on conflict (${Object.keys(keys).join(', ')}) do update set ${added.join(', ')}`;
}

/** The additions to several rollups as common table expressions. */
export function additionsTo(rollups: Rollup[]): string {
  return rollups.map((rollup) => `added_to_${rollup.table} as (${additionTo(rollup)})`).join(', ');
}
