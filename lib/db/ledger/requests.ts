import type { Caller } from '../../caller';
import type { CostItem, Decision } from '../../engine/types';
import type { Database } from '../client';
import { type Attempt as AttemptRow, Prisma, type Request as RequestRow } from '../generated/client';
import { toNanoUsdOrNull } from '../system/money';
import { toDecision } from './decision';
import { buildWhere } from './request-filter';

/** One line of the list of requests. */
export interface RequestSummary {
  id: string;
  createdAt: Date;
  source: string;
  /** Name of the API key, if there is one. */
  keyName: string | null;
  category: string;
  provider: string | null;
  model: string | null;
  chosenModel: string;
  status: string;
  failureKind: string | null;
  attemptCount: number;
  /** A model beyond those that were planned had to be called. */
  fellBack: boolean;
  ttftMs: number | null;
  tokens: number;
  costNanoUsd: number | null;
  costState: string;
}

export interface RequestPage {
  requests: RequestSummary[];
  /** The cursor of the next page; null on the last page. */
  nextCursor: string | null;
}

export interface RequestFilter {
  status?: string;
  category?: string;
  provider?: string;
  /** The id of the last request of the previous page. */
  cursor?: string;
  limit: number;
}

/** The caller's team's requests, newest first, a page at a time. */
export async function listRequests(
  database: Database,
  { teamId }: Caller,
  filter: RequestFilter,
): Promise<RequestPage> {
  const { cursor, limit, ...rest } = filter;
  const after = cursor
    ? Prisma.sql`and (created_at, id) < ((select created_at from requests where id = ${cursor}), ${cursor})`
    : Prisma.empty;
  const rows = await database.$queryRaw<SummaryRow[]>`
    select ${SUMMARY} from requests where ${buildWhere(teamId, rest)} ${after}
    order by created_at desc, id desc limit ${limit + 1}`;
  const names = await keyNames(
    database,
    teamId,
    rows.flatMap(({ keyId }) => (keyId ? [keyId] : [])),
  );
  const page = rows.slice(0, limit);
  return {
    requests: page.map((row) => toSummary(row, names)),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

const SUMMARY = Prisma.sql`id, created_at as "createdAt", source::text, key_id as "keyId", category, provider, model,
  chosen_model as "chosenModel", status::text, failure_kind as "failureKind", attempt_count as "attemptCount",
  case when attempt_count > 1 then (decision->'parallel'->>'planned')::int end as lanes,
  ttft_ms as "ttftMs", input_tokens as "inputTokens", output_tokens as "outputTokens",
  cost_nano_usd as "costNanoUsd", cost_state::text as "costState"`;

/** A search reads this many requests, however many there are. */
const SEARCHED = 500;

/**
 * Those of the team's last 500 requests with every word in model, category or status, or with an id that starts with
 * it; newest first. `words` are in lower case.
 */
export async function searchRequests(
  database: Database,
  { teamId }: Caller,
  words: string[],
  limit: number,
): Promise<RequestSummary[]> {
  const text = Prisma.sql`lower(concat_ws(' ', coalesce(model, chosen_model), category, status, failure_kind))`;
  const holds = (word: string) => Prisma.sql`(position(${word} in ${text}) > 0 or starts_with(lower(id), ${word}))`;
  const holdsAll = Prisma.join(words.map(holds), ' and ', 'true and ');
  const rows = await database.$queryRaw<SummaryRow[]>`
    select ${SUMMARY} from (
      select * from requests where team_id = ${teamId} order by created_at desc, id desc limit ${SEARCHED}
    ) as latest where ${holdsAll} order by created_at desc, id desc limit ${limit}`;
  return rows.map((row) => toSummary(row, new Map()));
}

async function keyNames(database: Database, teamId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const keys = await database.apiKey.findMany({
    where: { teamId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(keys.map(({ id, name }) => [id, name]));
}

type SummaryRow = Pick<
  RequestRow,
  | 'id'
  | 'createdAt'
  | 'keyId'
  | 'category'
  | 'provider'
  | 'model'
  | 'chosenModel'
  | 'failureKind'
  | 'attemptCount'
  | 'ttftMs'
  | 'inputTokens'
  | 'outputTokens'
  | 'costNanoUsd'
> & {
  source: string;
  status: string;
  costState: string;
  /** How many models were called in parallel; null: one. */
  lanes: number | null;
};

function toSummary(row: SummaryRow, names: Map<string, string>): RequestSummary {
  const {
    id,
    createdAt,
    source,
    category,
    provider,
    model,
    chosenModel,
    status,
    failureKind,
    attemptCount,
    ttftMs,
    costState,
  } = row;
  return {
    id,
    createdAt,
    source,
    keyName: row.keyId ? (names.get(row.keyId) ?? null) : null,
    category,
    provider,
    model,
    chosenModel,
    status,
    failureKind,
    attemptCount,
    fellBack: attemptCount > (row.lanes ?? 1),
    ttftMs,
    tokens: row.inputTokens + row.outputTokens,
    costNanoUsd: toNanoUsdOrNull(row.costNanoUsd),
    costState,
  };
}

export interface LedgerAttempt {
  id: string;
  number: number;
  provider: string;
  model: string;
  startedAt: Date;
  ttftMs: number | null;
  totalMs: number;
  outcome: string;
  failureKind: string | null;
  failureMessage: string | null;
  httpStatus: number | null;
  usageState: string;
  priceId: string | null;
  costNanoUsd: number | null;
  costItems: CostItem[];
  outputTokens: number;
}

export interface RequestDetail extends RequestSummary {
  conversationId: string | null;
  streamed: boolean;
  requestedModel: string;
  confidence: number;
  classifierVersion: string;
  policy: string;
  policyVersion: number;
  propensity: number;
  failureMessage: string | null;
  totalMs: number | null;
  baselineModel: string | null;
  baselineCostNanoUsd: number | null;
  decision: Decision;
  attempts: LedgerAttempt[];
  answer: string | null;
}

/** One request with its decision, attempts and costs, or null when the caller's team has no such request. */
export async function findRequest(database: Database, { teamId }: Caller, id: string): Promise<RequestDetail | null> {
  const row = await database.request.findFirst({
    where: { id, teamId },
    include: { attempts: { orderBy: { number: 'asc' } } },
  });
  if (!row) return null;
  const names = await keyNames(database, teamId, row.keyId ? [row.keyId] : []);
  const decision = toDecision(row.decision);
  const { conversationId, streamed, requestedModel, confidence, classifierVersion, policy, policyVersion, propensity } =
    row;
  const { failureMessage, totalMs, baselineModel, answer } = row;
  return {
    ...toSummary({ ...row, lanes: decision.parallel?.planned ?? null }, names),
    conversationId,
    streamed,
    requestedModel,
    confidence,
    classifierVersion,
    policy,
    policyVersion,
    propensity,
    failureMessage,
    totalMs,
    baselineModel,
    baselineCostNanoUsd: toNanoUsdOrNull(row.baselineCostNanoUsd),
    decision,
    attempts: row.attempts.map(toAttempt),
    answer,
  };
}

function toAttempt({ requestId: _requestId, costNanoUsd, costItems, ...row }: AttemptRow): LedgerAttempt {
  return { ...row, costNanoUsd: toNanoUsdOrNull(costNanoUsd), costItems: costItems as unknown as CostItem[] };
}
