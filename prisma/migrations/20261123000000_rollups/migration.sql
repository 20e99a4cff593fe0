-- Rollups by a quarter of an hour and by the day, more of them, each with all that its pages need (docs/money.md).

-- CreateTable
CREATE TABLE "rollup_spend" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "timeouts" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cached_input_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "cost_nano_usd" BIGINT NOT NULL,
    "estimated_attempts" INTEGER NOT NULL,
    "unpriced_attempts" INTEGER NOT NULL,

    CONSTRAINT "rollup_spend_pkey" PRIMARY KEY ("team_id","grain","slot","provider","model")
);

-- CreateTable
CREATE TABLE "rollup_requests" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "status" "request_status" NOT NULL,
    "requests" INTEGER NOT NULL,
    "fallbacks" INTEGER NOT NULL,
    "total_ms" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_nano_usd" BIGINT NOT NULL,
    "estimated_requests" INTEGER NOT NULL,
    "unpriced_requests" INTEGER NOT NULL,
    "compared_requests" INTEGER NOT NULL,
    "compared_cost_nano_usd" BIGINT NOT NULL,
    "baseline_cost_nano_usd" BIGINT NOT NULL,

    CONSTRAINT "rollup_requests_pkey" PRIMARY KEY ("team_id","grain","slot","category","status")
);

-- CreateTable
CREATE TABLE "rollup_answers" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "status" "request_status" NOT NULL,
    "requests" INTEGER NOT NULL,
    "fallbacks" INTEGER NOT NULL,
    "total_ms" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_nano_usd" BIGINT NOT NULL,
    "estimated_requests" INTEGER NOT NULL,
    "unpriced_requests" INTEGER NOT NULL,
    "compared_requests" INTEGER NOT NULL,
    "compared_cost_nano_usd" BIGINT NOT NULL,
    "baseline_cost_nano_usd" BIGINT NOT NULL,

    CONSTRAINT "rollup_answers_pkey" PRIMARY KEY ("team_id","grain","slot","provider","model","status")
);

-- CreateTable
CREATE TABLE "rollup_callers" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "status" "request_status" NOT NULL,
    "requests" INTEGER NOT NULL,
    "fallbacks" INTEGER NOT NULL,
    "total_ms" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_nano_usd" BIGINT NOT NULL,
    "estimated_requests" INTEGER NOT NULL,
    "unpriced_requests" INTEGER NOT NULL,
    "compared_requests" INTEGER NOT NULL,
    "compared_cost_nano_usd" BIGINT NOT NULL,
    "baseline_cost_nano_usd" BIGINT NOT NULL,

    CONSTRAINT "rollup_callers_pkey" PRIMARY KEY ("team_id","grain","slot","key_id","user_id","status")
);

-- CreateTable
CREATE TABLE "rollup_latency" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,

    CONSTRAINT "rollup_latency_pkey" PRIMARY KEY ("team_id","grain","slot","provider","model","measure","bucket")
);

-- CreateTable
CREATE TABLE "rollup_outcomes" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "kind" "feedback_kind" NOT NULL,
    "said" INTEGER NOT NULL,
    "up" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,

    CONSTRAINT "rollup_outcomes_pkey" PRIMARY KEY ("team_id","grain","slot","model","category","kind")
);

-- The new tables are filled from the ledger, as settling would have.
with settled as (
  select *, date_bin('15 minutes', created_at, timestamptz '2000-01-01 00:00:00+00') as quarter, date_trunc('day', created_at, (select time_zone from teams where teams.id = team_id)) as day from requests where status <> 'pending'
), called as (
  select attempts.*, settled.team_id, settled.quarter, settled.day
  from settled join attempts on attempts.request_id = settled.id
), worded as (
  select team_id, date_bin('15 minutes', created_at, timestamptz '2000-01-01 00:00:00+00') as quarter, date_trunc('day', created_at, (select time_zone from teams where teams.id = team_id)) as day, model, context->>'category' as category, kind, outcome, 1 as sign
  from feedback as word
  where outcome is not null and model is not null and not exists (
    select from feedback as later
    where later.request_id = word.request_id and later.rater = word.rater
      and coalesce(later.reverses, later.kind) = word.kind
      and (later.created_at, later.id) > (word.created_at, word.id)
  )
), 
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
    select summed_up.*, grain, slot
    from summed_up cross join lateral (values ('quarter', quarter), ('day', day)) as at_grain (grain, slot)
  ), calls as (
    select called.*, grain, slot
    from called cross join lateral (values ('quarter', quarter), ('day', day)) as at_grain (grain, slot)
  ), timings as (
    select team_id, at_grain.*, measure, floor(ln(greatest(ms, 1)) / ln(2) * 3)::int as bucket
    from settled cross join lateral (
      values ('ttft', ttft_ms), ('total', case when status = 'succeeded' then total_ms end)
    ) as timing (measure, ms) cross join lateral (
      values ('hour', date_trunc('hour', created_at, 'UTC'), '', ''),
        ('day', date_trunc('day', created_at, 'UTC'), coalesce(provider, ''), coalesce(model, ''))
    ) as at_grain (grain, slot, provider, model)
    where ms is not null
    union all
    select team_id, 'hour', date_trunc('hour', quarter, 'UTC'), provider, model, 'call', floor(ln(greatest(ttft_ms, 1)) / ln(2) * 3)::int
    from called where ttft_ms is not null
  ), said as (
    select worded.*, grain, slot
    from worded cross join lateral (values ('quarter', quarter), ('day', day)) as at_grain (grain, slot)
  ), added_to_rollup_spend as (
    insert into rollup_spend as rollup (team_id, grain, slot, provider, model, attempts, failures, timeouts, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nano_usd, estimated_attempts, unpriced_attempts)
    select team_id, grain, slot, provider, model, count(*), count(*) filter (where outcome = 'failed'), count(*) filter (where failure_kind = 'timeout'), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens), coalesce(sum(cost_nano_usd), 0), count(*) filter (where usage_state = 'estimated'), count(*) filter (where cost_nano_usd is null) from calls group by 1,2,3,4,5 order by 1,2,3,4,5
    on conflict (team_id, grain, slot, provider, model) do update set attempts = rollup.attempts + excluded.attempts, failures = rollup.failures + excluded.failures, timeouts = rollup.timeouts + excluded.timeouts, input_tokens = rollup.input_tokens + excluded.input_tokens, cached_input_tokens = rollup.cached_input_tokens + excluded.cached_input_tokens, cache_write_tokens = rollup.cache_write_tokens + excluded.cache_write_tokens, output_tokens = rollup.output_tokens + excluded.output_tokens, reasoning_tokens = rollup.reasoning_tokens + excluded.reasoning_tokens, cost_nano_usd = rollup.cost_nano_usd + excluded.cost_nano_usd, estimated_attempts = rollup.estimated_attempts + excluded.estimated_attempts, unpriced_attempts = rollup.unpriced_attempts + excluded.unpriced_attempts), added_to_rollup_requests as (
    insert into rollup_requests as rollup (team_id, grain, slot, category, status, requests, fallbacks, total_ms, input_tokens, output_tokens, cost_nano_usd, estimated_requests, unpriced_requests, compared_requests, compared_cost_nano_usd, baseline_cost_nano_usd)
    select team_id, grain, slot, category, status, count(*), count(*) filter (where attempt_count > 1), coalesce(sum(total_ms), 0), sum(billed_input_tokens), sum(billed_output_tokens), sum(billed_nano_usd), count(*) filter (where cost_state = 'estimated'), count(*) filter (where cost_state = 'unpriced'), count(*) filter (where is_compared), coalesce(sum(billed_nano_usd) filter (where is_compared), 0), coalesce(sum(baseline_cost_nano_usd) filter (where is_compared), 0) from ended group by 1,2,3,4,5 order by 1,2,3,4,5
    on conflict (team_id, grain, slot, category, status) do update set requests = rollup.requests + excluded.requests, fallbacks = rollup.fallbacks + excluded.fallbacks, total_ms = rollup.total_ms + excluded.total_ms, input_tokens = rollup.input_tokens + excluded.input_tokens, output_tokens = rollup.output_tokens + excluded.output_tokens, cost_nano_usd = rollup.cost_nano_usd + excluded.cost_nano_usd, estimated_requests = rollup.estimated_requests + excluded.estimated_requests, unpriced_requests = rollup.unpriced_requests + excluded.unpriced_requests, compared_requests = rollup.compared_requests + excluded.compared_requests, compared_cost_nano_usd = rollup.compared_cost_nano_usd + excluded.compared_cost_nano_usd, baseline_cost_nano_usd = rollup.baseline_cost_nano_usd + excluded.baseline_cost_nano_usd), added_to_rollup_answers as (
    insert into rollup_answers as rollup (team_id, grain, slot, provider, model, status, requests, fallbacks, total_ms, input_tokens, output_tokens, cost_nano_usd, estimated_requests, unpriced_requests, compared_requests, compared_cost_nano_usd, baseline_cost_nano_usd)
    select team_id, grain, slot, coalesce(provider, ''), coalesce(model, ''), status, count(*), count(*) filter (where attempt_count > 1), coalesce(sum(total_ms), 0), sum(billed_input_tokens), sum(billed_output_tokens), sum(billed_nano_usd), count(*) filter (where cost_state = 'estimated'), count(*) filter (where cost_state = 'unpriced'), count(*) filter (where is_compared), coalesce(sum(billed_nano_usd) filter (where is_compared), 0), coalesce(sum(baseline_cost_nano_usd) filter (where is_compared), 0) from ended group by 1,2,3,4,5,6 order by 1,2,3,4,5,6
    on conflict (team_id, grain, slot, provider, model, status) do update set requests = rollup.requests + excluded.requests, fallbacks = rollup.fallbacks + excluded.fallbacks, total_ms = rollup.total_ms + excluded.total_ms, input_tokens = rollup.input_tokens + excluded.input_tokens, output_tokens = rollup.output_tokens + excluded.output_tokens, cost_nano_usd = rollup.cost_nano_usd + excluded.cost_nano_usd, estimated_requests = rollup.estimated_requests + excluded.estimated_requests, unpriced_requests = rollup.unpriced_requests + excluded.unpriced_requests, compared_requests = rollup.compared_requests + excluded.compared_requests, compared_cost_nano_usd = rollup.compared_cost_nano_usd + excluded.compared_cost_nano_usd, baseline_cost_nano_usd = rollup.baseline_cost_nano_usd + excluded.baseline_cost_nano_usd), added_to_rollup_callers as (
    insert into rollup_callers as rollup (team_id, grain, slot, key_id, user_id, status, requests, fallbacks, total_ms, input_tokens, output_tokens, cost_nano_usd, estimated_requests, unpriced_requests, compared_requests, compared_cost_nano_usd, baseline_cost_nano_usd)
    select team_id, grain, slot, coalesce(key_id, ''), coalesce(user_id, ''), status, count(*), count(*) filter (where attempt_count > 1), coalesce(sum(total_ms), 0), sum(billed_input_tokens), sum(billed_output_tokens), sum(billed_nano_usd), count(*) filter (where cost_state = 'estimated'), count(*) filter (where cost_state = 'unpriced'), count(*) filter (where is_compared), coalesce(sum(billed_nano_usd) filter (where is_compared), 0), coalesce(sum(baseline_cost_nano_usd) filter (where is_compared), 0) from ended group by 1,2,3,4,5,6 order by 1,2,3,4,5,6
    on conflict (team_id, grain, slot, key_id, user_id, status) do update set requests = rollup.requests + excluded.requests, fallbacks = rollup.fallbacks + excluded.fallbacks, total_ms = rollup.total_ms + excluded.total_ms, input_tokens = rollup.input_tokens + excluded.input_tokens, output_tokens = rollup.output_tokens + excluded.output_tokens, cost_nano_usd = rollup.cost_nano_usd + excluded.cost_nano_usd, estimated_requests = rollup.estimated_requests + excluded.estimated_requests, unpriced_requests = rollup.unpriced_requests + excluded.unpriced_requests, compared_requests = rollup.compared_requests + excluded.compared_requests, compared_cost_nano_usd = rollup.compared_cost_nano_usd + excluded.compared_cost_nano_usd, baseline_cost_nano_usd = rollup.baseline_cost_nano_usd + excluded.baseline_cost_nano_usd), added_to_rollup_latency as (
    insert into rollup_latency as rollup (team_id, grain, slot, provider, model, measure, bucket, requests)
    select team_id, grain, slot, provider, model, measure, bucket, count(*) from timings group by 1,2,3,4,5,6,7 order by 1,2,3,4,5,6,7
    on conflict (team_id, grain, slot, provider, model, measure, bucket) do update set requests = rollup.requests + excluded.requests), added_to_rollup_outcomes as (
    insert into rollup_outcomes as rollup (team_id, grain, slot, model, category, kind, said, up, down)
    select team_id, grain, slot, model, category, kind, sum(sign), coalesce(sum(sign) filter (where outcome > 0.5), 0), coalesce(sum(sign) filter (where outcome < 0.5), 0) from said group by 1,2,3,4,5,6 order by 1,2,3,4,5,6
    on conflict (team_id, grain, slot, model, category, kind) do update set said = rollup.said + excluded.said, up = rollup.up + excluded.up, down = rollup.down + excluded.down)
select count(*) from settled;

-- DropTable
DROP TABLE "rollup_requests_hourly";

-- DropTable
DROP TABLE "rollup_spend_hourly";

-- DropTable
DROP TABLE "rollup_ttft_hourly";

-- DropTable
DROP TABLE "rollup_model_ttft_hourly";
