import pg from 'pg';
import { createDatabase } from '../../lib/db/client';
import { createMonths, dropMonths } from '../../lib/db/ledger/partitions';
import { rebuildRollups } from '../../lib/db/rollup/rebuild';
import { DAY_MS } from '../../lib/engine/time';

export const DAYS = 180;
const BATCH = 100_000;
const MONTHS = 8;

/** The measured team has four fifths of all requests. */
export const TEAM = 'team_1';
/** A zone half an hour off the hours of UTC. */
export const TIME_ZONE = 'Asia/Kolkata';
export const PERSON = 'usr_1';
const TEAMS = [TEAM, TEAM, TEAM, TEAM, 'team_2'];
const MODELS = [
  'openai/gpt-5.4-mini',
  'groq/openai/gpt-oss-120b',
  'google/gemini-3.1-flash-lite',
  'anthropic/claude-haiku-4-5',
  'openai/gpt-5.4',
  'google/gemini-3.1-pro',
  'anthropic/claude-sonnet-4-6',
  'deepseek/deepseek-chat',
  'mistral/mistral-small',
  'openai/gpt-5.4-nano',
  'anthropic/claude-opus-4-7',
  'xai/grok-4.1',
];
const CATEGORIES = ['simple', 'medium', 'code', 'reasoning', 'creative', 'summarization', 'multilingual'];
const KEYS = 20;
const PEOPLE = 5;
const CONVERSATIONS = 2_000;

export type Progress = (what: string, done: number, of: number) => void;

/** Creates teams, keys and people, and the monthly partitions of the requests. */
export async function prepare(url: string, now: number): Promise<void> {
  const database = createDatabase(url);
  // The first partition holds everything before this month; here the past is divided as it would be by then.
  await dropMonths(database, now + 62 * DAY_MS);
  await createMonths(database, now - DAYS * DAY_MS, MONTHS);
  await database.$disconnect();
  await withClient(url, async (client) => {
    await client.query(
      `insert into teams (id, name, time_zone) select 'team_' || i, 'Team ' || i, '${TIME_ZONE}' from generate_series(1, 2) i`,
    );
    await client.query(
      `insert into users (id, email, name, password_hash)
       select 'usr_' || i, 'p' || i || '@example.org', 'Person ' || i, 'x' from generate_series(1, ${PEOPLE}) i`,
    );
    await client.query(
      `insert into api_keys (id, team_id, name, hash, prefix, last_four)
       select 'key_' || i, '${TEAM}', 'Key ' || i, i::text, 'a3m', 'xxxx' from generate_series(1, ${KEYS}) i`,
    );
    await client.query(
      `insert into conversations (id, team_id, user_id, title)
       select 'conv_' || i, '${TEAM}', 'usr_' || (i % ${PEOPLE} + 1), 'Conversation ' || i
       from generate_series(1, ${CONVERSATIONS}) i`,
    );
  });
}

/** Adds requests, spread evenly over the days up to now, with attempts and some ratings; then builds the rollups. */
export async function grow(url: string, count: number, now: number, progress: Progress): Promise<number> {
  await withClient(url, async (client) => {
    await client.query('set synchronous_commit = off');
    for (let done = 0; done < count; done += BATCH) {
      const rows = Math.min(BATCH, count - done);
      const from = now - DAYS * DAY_MS + (done / count) * DAYS * DAY_MS;
      const width = (rows / count) * DAYS * DAY_MS;
      await client.query(batchSql(rows, from, width / rows));
      progress('requests', done + rows, count);
    }
    for (const table of ['requests', 'attempts', 'feedback']) await client.query(`vacuum analyze ${table}`);
  });
  const database = createDatabase(url);
  const startedAt = performance.now();
  await rebuildRollups(database, { onDay: (_, done, of) => progress('days of rollups', done, of) });
  const seconds = (performance.now() - startedAt) / 1000;
  await database.$disconnect();
  await withClient(url, async (client) => {
    await client.query('vacuum analyze');
  });
  return seconds;
}

function batchSql(rows: number, from: number, stepMs: number): string {
  return `
    with drawn as (
      select (${Math.floor(from)} + ${stepMs} * (i + random()))::bigint as ms, random() as a, random() as b, random() as c,
        random() as d, random() as e, md5(random()::text) as noise
      from generate_series(0, ${rows - 1}) i
    ), made as (
      select ${idSql('ms', 'noise')} as id, to_timestamp(ms / 1000.0) as created_at, *,
        ${pick(TEAMS, 'a')} as team_id, ${pick(CATEGORIES, 'power(b, 2)')} as category,
        ${pick(MODELS, 'power(c, 2)')} as model, ${pick(MODELS, 'd')} as failed_model,
        case when d < .95 then 'succeeded' when d < .98 then 'failed' when d < .998 then 'cancelled' else 'abandoned' end as status,
        e < .05 as is_fallback, b < .02 as is_playground,
        (200 + 6000 * power(a, 3))::int as input_tokens, (20 + 1500 * power(e, 2))::int as output_tokens,
        (80 * exp(3 * power(d, 2) + e))::int as ttft_ms
      from drawn
    ), written as (
      insert into requests (
        id, created_at, settled_at, team_id, user_id, key_id, conversation_id, source, streamed, requested_model,
        category, confidence, classifier_version, policy, policy_version, decision, propensity, chosen_model, provider,
        model, status, failure_kind, ttft_ms, total_ms, attempt_count, input_tokens, output_tokens, cost_nano_usd,
        cost_state, baseline_model, baseline_cost_nano_usd
      )
      select id, created_at, created_at + interval '3 s', team_id,
        case when is_playground then 'usr_' || (1 + floor(a * ${PEOPLE}))::int end,
        case when not is_playground then 'key_' || (1 + floor(power(e, 2) * ${KEYS}))::int end,
        case when is_playground then 'conv_' || (1 + floor(e * ${CONVERSATIONS}))::int end,
        (case when is_playground then 'playground' else 'api' end)::request_source, a < .7, 'auto',
        category, .9, 'linear-1', 'balanced', 1,
        jsonb_build_object('mode', 'auto', 'category', category, 'policy', 'balanced', 'candidates', '[]'::jsonb, 'pad', repeat(noise, 10)),
        1, model, case when status <> 'failed' then split_part(model, '/', 1) end,
        case when status <> 'failed' then model end, status::request_status,
        case when status = 'failed' then 'server' end, case when a < .7 and status <> 'failed' then ttft_ms end,
        ttft_ms + output_tokens * 8, 1 + is_fallback::int, input_tokens, output_tokens,
        (input_tokens * 300 + output_tokens * 1500)::bigint, 'measured', 'anthropic/claude-opus-4-7',
        (input_tokens * 5000 + output_tokens * 25000)::bigint
      from made
    ), called as (
      insert into attempts (
        id, request_id, number, provider, model, started_at, ttft_ms, total_ms, outcome, failure_kind, input_tokens,
        cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, usage_state, price_id, cost_nano_usd, cost_items
      )
      select 'att' || substr(id, 4), id, number, split_part(used, '/', 1), used, created_at, ttft_ms, ttft_ms + output_tokens * 8,
        (case when is_last and status in ('succeeded', 'cancelled') then status else 'failed' end)::attempt_outcome,
        case when not is_last then 'server' end, case when is_last then input_tokens else 0 end, 0, 0,
        case when is_last then output_tokens else 0 end, 0, 'measured', used || '@listed',
        case when is_last then (input_tokens * 300 + output_tokens * 1500)::bigint else 0 end, '[]'
      from made cross join lateral (
        select 1 as number, not is_fallback as is_last, case when is_fallback then failed_model else model end as used
        union all select 2, true, model where is_fallback
      ) as call
      where status <> 'abandoned'
    )
    insert into feedback (id, created_at, request_id, team_id, rater, kind, rating, model, outcome, weight, context)
    select 'fb' || substr(id, 4), created_at + interval '1 minute', id, team_id, 'key:key_1', 'rating', sign(a - .3), model,
      case when a > .3 then 1 else 0 end, 1, jsonb_build_object('category', category)
    from made where status = 'succeeded' and c < .02`;
}

function pick(list: string[], share: string): string {
  return `(array[${list.map((one) => `'${one}'`).join(', ')}])[1 + floor(${share} * ${list.length})::int]`;
}

/** Ids like those of `newId`: eight base-62 digits of time, then random ones. */
function idSql(ms: string, noise: string): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const digits = Array.from(
    { length: 8 },
    (_, i) => `substr('${alphabet}', (${ms} / ${62 ** (7 - i)} % 62)::int + 1, 1)`,
  );
  return `'req_' || ${digits.join(' || ')} || substr(${noise}, 1, 14)`;
}

async function withClient(url: string, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
