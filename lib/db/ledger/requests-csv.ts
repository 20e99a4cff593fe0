import { type Cell, csvLine, money } from '../../csv';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { buildWhere, type LedgerFilter } from './request-filter';

/** Rows read at a time: what one export holds in memory. */
const PAGE_ROWS = 1_000;

interface Row {
  id: string;
  createdAt: Date;
  settledAt: Date | null;
  source: string;
  key: string | null;
  person: string | null;
  requestedModel: string;
  category: string;
  provider: string | null;
  model: string | null;
  status: string;
  failureKind: string | null;
  failureMessage: string | null;
  attempts: number;
  ttftMs: number | null;
  totalMs: number | null;
  inputTokens: bigint;
  outputTokens: bigint;
  costNanoUsd: bigint;
  costState: string;
  baselineCostNanoUsd: bigint | null;
}

const COLUMNS: { name: string; of: (row: Row) => Cell }[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'created_at', of: ({ createdAt }) => createdAt },
  { name: 'settled_at', of: ({ settledAt }) => settledAt },
  { name: 'source', of: ({ source }) => source },
  { name: 'key', of: ({ key }) => key },
  { name: 'person', of: ({ person }) => person },
  { name: 'requested_model', of: ({ requestedModel }) => requestedModel },
  { name: 'category', of: ({ category }) => category },
  { name: 'provider', of: ({ provider }) => provider },
  { name: 'model', of: ({ model }) => model },
  { name: 'status', of: ({ status }) => status },
  { name: 'failure', of: ({ failureKind }) => failureKind },
  { name: 'failure_message', of: ({ failureMessage }) => failureMessage },
  { name: 'attempts', of: ({ attempts }) => attempts },
  { name: 'ttft_ms', of: ({ ttftMs }) => ttftMs },
  { name: 'total_ms', of: ({ totalMs }) => totalMs },
  { name: 'input_tokens', of: ({ inputTokens }) => Number(inputTokens) },
  { name: 'output_tokens', of: ({ outputTokens }) => Number(outputTokens) },
  { name: 'cost_usd', of: ({ costNanoUsd }) => money(costNanoUsd) },
  { name: 'cost_state', of: ({ costState }) => costState },
  { name: 'baseline_cost_usd', of: ({ baselineCostNanoUsd }) => money(baselineCostNanoUsd) },
];

/**
 * All requests of a team that match a filter, newest first, as CSV. Reads page by page, so that an export of millions
 * holds a thousand rows, and stops when the reader disconnects. Tokens and money are those of all upstream calls, as in
 * the rollups; the cost of unpriced calls is not included, which `cost_state` shows.
 */
export async function* requestsAsCsv(
  database: Database,
  teamId: string,
  filter: LedgerFilter,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(({ name }) => name));
  let last: Row | null = null;
  while (!signal?.aborted) {
    const rows: Row[] = await pageAfter(database, teamId, filter, last);
    if (rows.length > 0) yield rows.map((row) => csvLine(COLUMNS.map(({ of }) => of(row)))).join('');
    if (rows.length < PAGE_ROWS) return;
    last = rows.at(-1) ?? null;
  }
}

function pageAfter(database: Database, teamId: string, filter: LedgerFilter, last: Row | null): Promise<Row[]> {
  const after = last ? Prisma.sql`and (created_at, id) < (${last.createdAt}, ${last.id})` : Prisma.empty;
  return database.$queryRaw<Row[]>`
    with page as (
      select id, created_at, settled_at, source, key_id, user_id, requested_model, category, provider, model, status,
        failure_kind, failure_message, attempt_count, ttft_ms, total_ms, cost_state, baseline_cost_nano_usd
      from requests where ${buildWhere(teamId, filter)} ${after}
      order by created_at desc, id desc limit ${PAGE_ROWS}
    )
    select page.id, page.created_at as "createdAt", settled_at as "settledAt", source::text, api_keys.name as key,
      users.name as person, requested_model as "requestedModel", category, provider, model, status::text,
      failure_kind as "failureKind", failure_message as "failureMessage", attempt_count as attempts,
      ttft_ms as "ttftMs", total_ms as "totalMs", billed.input as "inputTokens", billed.output as "outputTokens",
      billed.cost as "costNanoUsd", cost_state::text as "costState", baseline_cost_nano_usd as "baselineCostNanoUsd"
    from page
    left join api_keys on api_keys.id = page.key_id
    left join users on users.id = page.user_id
    cross join lateral (
      select coalesce(sum(input_tokens + cached_input_tokens + cache_write_tokens), 0)::bigint as input,
        coalesce(sum(output_tokens + reasoning_tokens), 0)::bigint as output,
        coalesce(sum(cost_nano_usd), 0)::bigint as cost
      from attempts where attempts.request_id = page.id
    ) as billed
    order by page.created_at desc, page.id desc`;
}
