import { totalCacheWriteTokens, totalInputTokens } from '../../engine/money/cost';
import type { Settlement } from '../../engine/store';
import type { Attempt } from '../../engine/types';
import { storableJson } from '../../storable-text';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { SETTLED_ROLLUPS } from '../rollup/definitions';
import { additionsTo, quarterStart, sources, teamDayStart } from '../rollup/sql';

const QUARTER = Prisma.raw(quarterStart('requests.created_at'));
const DAY = Prisma.raw(teamDayStart('requests.created_at', 'requests.team_id'));
const SUMMED_UP = Prisma.raw(`${sources('both')}, ${additionsTo(SETTLED_ROLLUPS)}`);

/**
 * Closes requests with their attempts, budgets and rollups, in one statement for the whole batch. Settling a request
 * again changes nothing.
 */
export async function settle(database: Database, settlements: Settlement[]): Promise<void> {
  const requests = storableJson(settlements.map(toRequestRow));
  const attempts = storableJson(
    settlements.flatMap(({ requestId, outcome }) =>
      outcome.attempts.map((attempt) => toAttemptRow(requestId, attempt)),
    ),
  );
  await database.$executeRaw`
    /* hot:settle */
    with ending as (
      select * from jsonb_to_recordset(${requests}::jsonb) as ending (
        id text, status request_status, provider text, model text, failure_kind text, failure_message text,
        ttft_ms int, total_ms int, attempt_count int, lanes int, input_tokens int, output_tokens int,
        cost_nano_usd bigint, cost_state cost_state, baseline_cost_nano_usd bigint,
        baseline_expected_nano_usd bigint, answer text,
        session text, session_target text, session_model text
      )
    ), settled as (
      update requests set
        settled_at = now(), reserved_nano_usd = 0, status = ending.status, provider = ending.provider, model = ending.model,
        failure_kind = ending.failure_kind, failure_message = ending.failure_message,
        ttft_ms = ending.ttft_ms, total_ms = ending.total_ms, attempt_count = ending.attempt_count,
        input_tokens = ending.input_tokens, output_tokens = ending.output_tokens,
        cost_nano_usd = ending.cost_nano_usd, cost_state = ending.cost_state,
        baseline_cost_nano_usd = ending.baseline_cost_nano_usd,
        baseline_expected_nano_usd = ending.baseline_expected_nano_usd, answer = ending.answer
      from ending join requests as before on before.id = ending.id
      where requests.id = ending.id and requests.status = 'pending'
      returning requests.budget_ids, before.reserved_nano_usd as was_reserved, requests.id, requests.team_id,
        requests.key_id, requests.user_id, requests.category, ending.status, ending.provider, ending.model,
        ending.attempt_count, ending.lanes, ending.total_ms, ending.ttft_ms, ending.cost_nano_usd, ending.cost_state,
        ending.baseline_cost_nano_usd, ending.baseline_expected_nano_usd, ending.session, ending.session_target, ending.session_model,
        requests.created_at, ${QUARTER} as quarter, ${DAY} as day
    ), owed as (
      -- An attempt without a known price counts as the amount reserved for it: unknown is never free.
      select budget_id, created_at, coalesce(cost_nano_usd, was_reserved) as cost, was_reserved
      from settled, unnest(budget_ids) as budget_id
    ), locked as (
      select id, period_start from budgets where id in (select budget_id from owed) order by id for update
    ), charged as (
      update budgets set
        spent_nano_usd = spent_nano_usd + sums.cost, reserved_nano_usd = reserved_nano_usd - sums.reserved
      from (
        -- A request admitted in an expired period belongs to that period; the counters hold the current one.
        select locked.id, sum(owed.cost) as cost, sum(owed.was_reserved) as reserved
        from owed join locked on locked.id = owed.budget_id and owed.created_at >= locked.period_start
        group by 1
      ) as sums
      where budgets.id = sums.id
      returning budgets.id, period_start, ladder, spent_nano_usd, limit_nano_usd
    ), alerted as (
      insert into budget_alerts (budget_id, period_start, percent, action, spent_nano_usd, limit_nano_usd)
      select id, period_start, step.percent, step.action, spent_nano_usd, limit_nano_usd
      from charged, jsonb_to_recordset(ladder) as step (percent int, action text)
      where spent_nano_usd * 100 >= limit_nano_usd * step.percent
      order by 1, 2, 3
      on conflict do nothing
    ), stays as (
      insert into sessions (team_id, session, model, target)
      select distinct on (team_id, session) team_id, session, session_model, session_target
      from settled where session is not null and session_model is not null
      order by team_id, session, created_at desc
      on conflict (team_id, session) do update set
        model = excluded.model, target = excluded.target, updated_at = excluded.updated_at
    ), leaves as (
      delete from sessions using settled
      where sessions.team_id = settled.team_id and sessions.session = settled.session and settled.session_model is null
    ), called as (
      select attempt.*, settled.team_id, settled.quarter, settled.day
      from settled join jsonb_to_recordset(${attempts}::jsonb) as attempt (
        request_id text, id text, number int, provider text, model text, started_at timestamptz, ttft_ms int,
        total_ms int, outcome attempt_outcome, failure_kind text, failure_message text, http_status int,
        input_tokens int, cached_input_tokens int, cache_write_tokens int, output_tokens int, reasoning_tokens int,
        usage_state usage_state, price_id text, cost_nano_usd bigint, cost_items jsonb
      ) on attempt.request_id = settled.id
    ), written as (
      insert into attempts (
        id, request_id, number, provider, model, started_at, ttft_ms, total_ms, outcome, failure_kind, failure_message,
        http_status, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
        usage_state, price_id, cost_nano_usd, cost_items
      )
      select
        id, request_id, number, provider, model, started_at, ttft_ms, total_ms, outcome, failure_kind, failure_message,
        http_status, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
        usage_state, price_id, cost_nano_usd, cost_items
      from called
    ), ${SUMMED_UP}
    select count(*) from settled`;
}

function toRequestRow({ requestId, outcome, answer, session }: Settlement) {
  const { answeredBy, failure } = outcome;
  const usage = answeredBy?.usage;
  return {
    id: requestId,
    status: outcome.status,
    provider: answeredBy?.provider ?? null,
    model: answeredBy?.model ?? null,
    failure_kind: failure?.kind ?? null,
    failure_message: failure?.message ?? null,
    ttft_ms: round(outcome.ttftMs),
    total_ms: round(outcome.totalMs),
    attempt_count: outcome.attempts.length,
    lanes: outcome.lanes ?? 1,
    input_tokens: usage ? totalInputTokens(usage) : 0,
    output_tokens: usage ? usage.outputTokens + usage.reasoningTokens : 0,
    cost_nano_usd: outcome.costNanoUsd,
    cost_state: outcome.costState,
    baseline_cost_nano_usd: outcome.baselineCostNanoUsd,
    baseline_expected_nano_usd: outcome.baselineExpectedNanoUsd,
    answer,
    session: session?.id ?? null,
    session_target: session?.target ?? null,
    session_model: session?.model ?? null,
  };
}

function toAttemptRow(requestId: string, attempt: Attempt) {
  const { usage, failure } = attempt;
  return {
    request_id: requestId,
    id: attempt.id,
    number: attempt.number,
    provider: attempt.provider,
    model: attempt.model,
    started_at: new Date(attempt.startedAt).toISOString(),
    ttft_ms: round(attempt.ttftMs),
    total_ms: round(attempt.totalMs),
    outcome: attempt.outcome,
    failure_kind: failure?.kind ?? null,
    failure_message: failure?.message ?? null,
    http_status: attempt.httpStatus,
    input_tokens: usage.inputTokens,
    cached_input_tokens: usage.cachedInputTokens,
    // One column for both; the lines of the cost keep them apart.
    cache_write_tokens: totalCacheWriteTokens(usage),
    output_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
    usage_state: attempt.usageState,
    price_id: attempt.priceId,
    cost_nano_usd: attempt.costNanoUsd,
    cost_items: attempt.costItems,
  };
}

function round(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms);
}
