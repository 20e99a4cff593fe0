import type { Database } from '../client';

/** Long past the lease of any process: a row pending so long without a living process belongs to nobody. */
const OWNERLESS_AFTER_MINUTES = 15;

/** Closes what dead processes left open. Resolves to how many requests that were. */
export async function sweepAbandoned(database: Database, deadProcesses: string[] = []): Promise<number> {
  const [row] = await database.$queryRaw<{ swept: number }[]>`
    with swept as (
      update requests set status = 'abandoned', settled_at = now(), reserved_nano_usd = 0,
        cost_nano_usd = 0, cost_state = 'estimated',
        failure_kind = 'abandoned', failure_message = 'The server stopped before the request ended.'
      from requests as before
      where before.id = requests.id and requests.status = 'pending' and (
        requests.process_id = any(${deadProcesses})
        or requests.created_at < now() - make_interval(mins => ${OWNERLESS_AFTER_MINUTES}::int)
          and not exists (select from processes where processes.id = requests.process_id)
      )
      returning requests.team_id, requests.category, requests.created_at, requests.budget_ids,
        before.reserved_nano_usd as was_reserved, date_trunc('hour', requests.created_at, 'UTC') as hour
    ), locked as (
      select id, period_start from budgets
      where id in (select unnest(budget_ids) from swept) order by id for update
    ), released as (
      update budgets set reserved_nano_usd = reserved_nano_usd - sums.reserved
      from (
        select locked.id, sum(was_reserved) as reserved
        from swept, unnest(budget_ids) as budget_id
        join locked on locked.id = budget_id where created_at >= period_start group by 1
      ) as sums
      where budgets.id = sums.id
    ), ended as (
      insert into rollup_requests_hourly as rollup (
        hour, team_id, category, status, requests, fallbacks, total_ms, cost_nano_usd,
        compared_requests, compared_cost_nano_usd, baseline_cost_nano_usd
      )
      select hour, team_id, category, 'abandoned', count(*), 0, 0, 0, 0, 0, 0 from swept group by 1, 2, 3 order by 2, 1, 3
      on conflict (team_id, hour, category, status) do update set requests = rollup.requests + excluded.requests
    )
    select count(*)::int as swept from swept`;
  return row?.swept ?? 0;
}
