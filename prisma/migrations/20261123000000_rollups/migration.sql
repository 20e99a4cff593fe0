-- Rollups by a quarter of an hour, more of them, each with all that its pages need (docs/money.md).

-- CreateTable
CREATE TABLE "rollup_spend" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cached_input_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "cost_nano_usd" BIGINT NOT NULL,
    "estimated_attempts" INTEGER NOT NULL,
    "unpriced_attempts" INTEGER NOT NULL,

    CONSTRAINT "rollup_spend_pkey" PRIMARY KEY ("team_id","slot","provider","model")
);

-- CreateTable
CREATE TABLE "rollup_requests" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
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

    CONSTRAINT "rollup_requests_pkey" PRIMARY KEY ("team_id","slot","category","status")
);

-- CreateTable
CREATE TABLE "rollup_answers" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
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

    CONSTRAINT "rollup_answers_pkey" PRIMARY KEY ("team_id","slot","provider","model","status")
);

-- CreateTable
CREATE TABLE "rollup_callers" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
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

    CONSTRAINT "rollup_callers_pkey" PRIMARY KEY ("team_id","slot","key_id","user_id","status")
);

-- CreateTable
CREATE TABLE "rollup_latency" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,

    CONSTRAINT "rollup_latency_pkey" PRIMARY KEY ("team_id","slot","provider","model","measure","bucket")
);

-- CreateTable
CREATE TABLE "rollup_outcomes" (
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "kind" "feedback_kind" NOT NULL,
    "said" INTEGER NOT NULL,
    "up" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,

    CONSTRAINT "rollup_outcomes_pkey" PRIMARY KEY ("team_id","slot","model","category","kind")
);

-- The new tables are filled from the ledger, as the settling statement would have.
with settled as (
  select *, date_bin('15 minutes', created_at, timestamptz '2000-01-01 00:00:00+00') as slot from requests where status <> 'pending'
), calls as (
  select attempts.*, settled.team_id, settled.slot from settled join attempts on attempts.request_id = settled.id
), said as (
  select team_id, date_bin('15 minutes', created_at, timestamptz '2000-01-01 00:00:00+00') as slot, model, context->>'category' as category, kind, outcome, 1 as sign
  from feedback as word
  where outcome is not null and model is not null and not exists (
    select from feedback as later
    where later.request_id = word.request_id and later.rater = word.rater
      and coalesce(later.reverses, later.kind) = word.kind
      and (later.created_at, later.id) > (word.created_at, word.id)
  )
), ended as (
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
    floor(ln(greatest(ms, 1)) / ln(2) * 3)::int as bucket
  from ended cross join lateral (
    values ('ttft', ttft_ms), ('total', case when status = 'succeeded' then total_ms end)
  ) as timing (measure, ms)
  where ms is not null
), rollup_spend_filled as (
  insert into rollup_spend (team_id, slot, provider, model, attempts, failures, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nano_usd, estimated_attempts, unpriced_attempts)
  select team_id, slot, provider, model, count(*), count(*) filter (where outcome = 'failed'), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens), coalesce(sum(cost_nano_usd), 0), count(*) filter (where usage_state = 'estimated'), count(*) filter (where cost_nano_usd is null) from calls group by 1,2,3,4 order by 1,2,3,4
), rollup_requests_filled as (
  insert into rollup_requests (team_id, slot, category, status, requests, fallbacks, total_ms, input_tokens, output_tokens, cost_nano_usd, estimated_requests, unpriced_requests, compared_requests, compared_cost_nano_usd, baseline_cost_nano_usd)
  select team_id, slot, category, status, count(*), count(*) filter (where attempt_count > 1), coalesce(sum(total_ms), 0), sum(billed_input_tokens), sum(billed_output_tokens), sum(billed_nano_usd), count(*) filter (where cost_state = 'estimated'), count(*) filter (where cost_state = 'unpriced'), count(*) filter (where is_compared), coalesce(sum(billed_nano_usd) filter (where is_compared), 0), coalesce(sum(baseline_cost_nano_usd) filter (where is_compared), 0) from ended group by 1,2,3,4 order by 1,2,3,4
), rollup_answers_filled as (
  insert into rollup_answers (team_id, slot, provider, model, status, requests, fallbacks, total_ms, input_tokens, output_tokens, cost_nano_usd, estimated_requests, unpriced_requests, compared_requests, compared_cost_nano_usd, baseline_cost_nano_usd)
  select team_id, slot, coalesce(provider, ''), coalesce(model, ''), status, count(*), count(*) filter (where attempt_count > 1), coalesce(sum(total_ms), 0), sum(billed_input_tokens), sum(billed_output_tokens), sum(billed_nano_usd), count(*) filter (where cost_state = 'estimated'), count(*) filter (where cost_state = 'unpriced'), count(*) filter (where is_compared), coalesce(sum(billed_nano_usd) filter (where is_compared), 0), coalesce(sum(baseline_cost_nano_usd) filter (where is_compared), 0) from ended group by 1,2,3,4,5 order by 1,2,3,4,5
), rollup_callers_filled as (
  insert into rollup_callers (team_id, slot, key_id, user_id, status, requests, fallbacks, total_ms, input_tokens, output_tokens, cost_nano_usd, estimated_requests, unpriced_requests, compared_requests, compared_cost_nano_usd, baseline_cost_nano_usd)
  select team_id, slot, coalesce(key_id, ''), coalesce(user_id, ''), status, count(*), count(*) filter (where attempt_count > 1), coalesce(sum(total_ms), 0), sum(billed_input_tokens), sum(billed_output_tokens), sum(billed_nano_usd), count(*) filter (where cost_state = 'estimated'), count(*) filter (where cost_state = 'unpriced'), count(*) filter (where is_compared), coalesce(sum(billed_nano_usd) filter (where is_compared), 0), coalesce(sum(baseline_cost_nano_usd) filter (where is_compared), 0) from ended group by 1,2,3,4,5 order by 1,2,3,4,5
), rollup_latency_filled as (
  insert into rollup_latency (team_id, slot, provider, model, measure, bucket, requests)
  select team_id, slot, coalesce(provider, ''), coalesce(model, ''), measure, bucket, count(*) from timings group by 1,2,3,4,5,6 order by 1,2,3,4,5,6
)
insert into rollup_outcomes (team_id, slot, model, category, kind, said, up, down)
  select team_id, slot, model, category, kind, sum(sign), coalesce(sum(sign) filter (where outcome > 0.5), 0), coalesce(sum(sign) filter (where outcome < 0.5), 0) from said group by 1,2,3,4,5 order by 1,2,3,4,5;

-- DropTable
DROP TABLE "rollup_requests_hourly";

-- DropTable
DROP TABLE "rollup_spend_hourly";

-- DropTable
DROP TABLE "rollup_ttft_hourly";
