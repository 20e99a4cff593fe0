import type { Rollup } from './definitions';

/**
 * The quarter of an hour of a moment. Today, every time zone's offset from UTC is a multiple of it, so that a day, week
 * or month of any zone is a whole number of quarters.
 */
export function quarterStart(moment: string): string {
  return `date_bin('15 minutes', ${moment}, timestamptz '2000-01-01 00:00:00+00')`;
}

/** The start of a moment's day in the team's time zone. */
export function teamDayStart(moment: string, teamId: string): string {
  return `date_trunc('day', ${moment}, (select time_zone from teams where teams.id = ${teamId}))`;
}

/** Three buckets per doubling: bucket b holds 2^(b/3) to 2^((b+1)/3) ms. */
export const BUCKETS_A_DOUBLING = 3;

function latencyBucket(ms: string): string {
  return `floor(ln(greatest(${ms}, 1)) / ln(2) * ${BUCKETS_A_DOUBLING})::int`;
}

/** Which rows are written: both grains at settlement; only quarters where days are folded from them. */
export type Grains = 'both' | 'quarters';

/** A source's rows at each grain. It has a `quarter`, and a `day` where that grain is asked for. */
function atGrains(source: string, grains: Grains): string {
  const days = grains === 'both' ? ", ('day', day)" : '';
  return `select ${source}.*, grain, slot
    from ${source} cross join lateral (values ('quarter', quarter)${days}) as at_grain (grain, slot)`;
}

/**
 * The source rows of rollups, as common table expressions over two others: `settled`, finished requests (columns of the
 * table, `lanes` (how many models were called in parallel), `quarter` and `day`), and `called`, their attempts with
 * `team_id`, `quarter` and `day` of the request.
 *
 * Latencies are kept by the hour for the team and by the UTC day for each model: billing does not need them, and
 * histograms of each model by the quarter would be as large as the ledger. First tokens of single calls are kept by the
 * hour and model, for provider monitoring.
 */
export function sources(grains: Grains): string {
  return `
  summed_up as (
    select settled.*,
      coalesce(billed.input_tokens, 0) as billed_input_tokens, coalesce(billed.output_tokens, 0) as billed_output_tokens,
      coalesce(billed.cost_nano_usd, 0) as billed_nano_usd,
      settled.cost_nano_usd is not null and settled.baseline_cost_nano_usd is not null as is_compared
    from settled left join (
      select request_id, sum(input_tokens + cached_input_tokens + cache_write_tokens) as input_tokens,
        sum(output_tokens + reasoning_tokens) as output_tokens, sum(cost_nano_usd) as cost_nano_usd
      from called group by 1
    ) as billed on billed.request_id = settled.id
  ), ended as (
    ${atGrains('summed_up', grains)}
  ), calls as (
    ${atGrains('called', grains)}
  ), timings as (
    select team_id, at_grain.*, measure, ${latencyBucket('ms')} as bucket
    from settled cross join lateral (
      values ('ttft', ttft_ms), ('total', case when status = 'succeeded' then total_ms end)
    ) as timing (measure, ms) cross join lateral (
      values ('hour', date_trunc('hour', created_at, 'UTC'), '', ''),
        ('day', date_trunc('day', created_at, 'UTC'), coalesce(provider, ''), coalesce(model, ''))
    ) as at_grain (grain, slot, provider, model)
    where ms is not null
    union all
    select team_id, 'hour', date_trunc('hour', quarter, 'UTC'), provider, model, 'call', ${latencyBucket('ttft_ms')}
    from called where ttft_ms is not null
  )`;
}

/** Feedback on answers, over `feedback_rows`: rows of feedback with `quarter`, `day` and `sign`. */
export function outcomeSource(grains: Grains): string {
  return `ratings as (
    ${atGrains('feedback_rows', grains)}
  )`;
}

/**
 * Adds the rows of its source to a rollup. Updates rows in key order, so that two processes at the same time cannot
 * deadlock.
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
