import { type Caller, raterFor, type UserCaller } from '../../caller';
import { type ChatMessage, lastUserText } from '../../engine/chat';
import type { Consensus, Decision } from '../../engine/types';
import type { Database } from '../client';
import type { Prisma, Request as RequestRow } from '../generated/client';
import { toDecision } from '../ledger/decision';
import { toNanoUsd, toNanoUsdOrNull } from '../system/money';

export interface StoredMessage {
  id: string;
  parentId: string | null;
  role: 'user' | 'assistant';
  content: string;
  files: FileHead[];
  /** The answers of the models that were asked, for a consensus. */
  consensus: Consensus | null;
  request: AnsweredRequest | null;
  createdAt: Date;
}

/** A file that was sent with a question, without its bytes. */
export interface FileHead {
  id: string;
  name: string;
  mediaType: string;
}

/** One attempt, as far as a conversation shows it. */
export interface TriedModel {
  provider: string;
  model: string;
  failureMessage: string | null;
  failureKind: string | null;
  httpStatus: number | null;
  outputTokens: number;
}

/** What the page shows around an answer. */
export interface AnsweredRequest {
  id: string;
  status: string;
  provider: string | null;
  model: string | null;
  decision: Decision;
  attempts: TriedModel[];
  failureMessage: string | null;
  failureKind: string | null;
  ttftMs: number | null;
  totalMs: number | null;
  settledAt: Date | null;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number | null;
  costState: string;
  /** -1 … 1, or null. */
  rating: number | null;
  /** The comment on the rating. */
  comment: string | null;
  /** The caller's correction of the category; null when there is none. */
  correctedCategory: string | null;
}

export interface Conversation {
  id: string;
  title: string;
  /** The last message of the branch that was opened last; null: the newest. */
  leafId: string | null;
  /** The settings of the latest question, as stored; null: the defaults. */
  settings: unknown;
  /** Every message of every branch, oldest first. */
  messages: StoredMessage[];
  /** The cost of requests that have no message. */
  unseenCostNanoUsd: number;
}

export const CONVERSATION_ID = /^conv_[0-9A-Za-z]{10,40}$/;

/** Whether an id is free for a new conversation; ids of deleted conversations are not. */
export async function isUnused(database: Database, id: string): Promise<boolean> {
  return CONVERSATION_ID.test(id) && (await database.conversation.count({ where: { id } })) === 0;
}

/** One conversation with everything that its page shows, or null when the caller has no such conversation. */
export async function findConversation(
  database: Database,
  caller: UserCaller,
  id: string,
): Promise<Conversation | null> {
  const row = await database.conversation.findFirst({
    where: { id, userId: caller.userId, teamId: caller.teamId, deletedAt: null },
    include: { messages: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], include: MESSAGE_DETAILS } },
  });
  if (!row) return null;
  const rater = raterFor(caller);
  return {
    id: row.id,
    title: row.title,
    leafId: row.leafId,
    settings: row.settings,
    messages: row.messages.map((message) => toStored(message, rater)),
    unseenCostNanoUsd: await unseenCost(database, row),
  };
}

/** Requests without a stored message still have a cost. */
async function unseenCost(database: Database, { id, teamId }: { id: string; teamId: string }): Promise<number> {
  const [sum] = await database.$queryRaw<{ cost: bigint }[]>`
    select coalesce(sum(cost_nano_usd), 0)::bigint as cost from requests
    where conversation_id = ${id} and team_id = ${teamId}
      and not exists (select from messages where request_id = requests.id)`;
  return toNanoUsd(sum?.cost ?? 0n);
}

/** One message of the caller's own conversation, or null. */
export async function findMessage(database: Database, caller: UserCaller, id: string): Promise<StoredMessage | null> {
  const { userId, teamId } = caller;
  const row = await database.message.findFirst({
    where: { id, conversation: { userId, teamId, deletedAt: null } },
    include: MESSAGE_DETAILS,
  });
  return row && toStored(row, raterFor(caller));
}

const WITH_ATTEMPTS_AND_FEEDBACK = {
  attempts: { orderBy: { number: 'asc' } },
  feedback: { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] },
} satisfies Prisma.RequestInclude;

const MESSAGE_DETAILS = {
  attachments: { orderBy: { position: 'asc' }, select: { id: true, name: true, mediaType: true } },
  request: { include: WITH_ATTEMPTS_AND_FEEDBACK },
} satisfies Prisma.MessageInclude;

type MessageWithDetails = Prisma.MessageGetPayload<{ include: typeof MESSAGE_DETAILS }>;

function toStored(message: MessageWithDetails, rater: string): StoredMessage {
  const { id, parentId, role, content, createdAt, attachments, consensus, request } = message;
  return {
    id,
    parentId,
    role,
    content,
    createdAt,
    files: attachments,
    consensus: toConsensus(consensus),
    request: role === 'assistant' && request ? toAnswered(request, rater) : null,
  };
}

/** The stored JSON has this type: it was written from it. */
function toConsensus(json: unknown): Consensus | null {
  return json as Consensus | null;
}

type RequestWithDetails = RequestRow & {
  attempts: TriedModel[];
  feedback: {
    rater: string;
    kind: string;
    reverses: string | null;
    rating: number;
    category: string | null;
    comment: string | null;
  }[];
};

function toAnswered(row: RequestWithDetails, rater: string): AnsweredRequest {
  const lastWord = (kind: string) => {
    const last = row.feedback.find((entry) => entry.rater === rater && (entry.reverses ?? entry.kind) === kind);
    return last?.kind === kind ? last : null;
  };
  return {
    id: row.id,
    status: row.status,
    provider: row.provider,
    model: row.model,
    decision: toDecision(row.decision),
    attempts: row.attempts.map(({ provider, model, failureMessage, failureKind, httpStatus, outputTokens }) => ({
      provider,
      model,
      failureMessage,
      failureKind,
      httpStatus,
      outputTokens,
    })),
    failureMessage: row.failureMessage,
    failureKind: row.failureKind,
    ttftMs: row.ttftMs,
    totalMs: row.totalMs,
    settledAt: row.settledAt,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    costNanoUsd: toNanoUsdOrNull(row.costNanoUsd),
    costState: row.costState,
    rating: lastWord('rating')?.rating ?? null,
    comment: lastWord('rating')?.comment ?? null,
    correctedCategory: lastWord('correction')?.category ?? null,
  };
}

/**
 * The prompt of a request of the caller's team, if it was stored: in a conversation, or because the operator stores
 * text.
 */
export async function findPrompt(database: Database, { teamId }: Caller, requestId: string): Promise<string | null> {
  const [row] = await database.$queryRaw<{ content: string | null; prompt: ChatMessage[] | null }[]>`
    with recursive branch as (
      select id, parent_id, role, content, 0 as height from messages where request_id = ${requestId}
      union all
      select parent.id, parent.parent_id, parent.role, parent.content, height + 1
      from messages as parent join branch on parent.id = branch.parent_id where branch.role <> 'user'
    )
    select requests.prompt,
      (select content from branch where role = 'user' order by height limit 1) as content
    from requests where id = ${requestId} and team_id = ${teamId}`;
  if (!row) return null;
  return row.content ?? (row.prompt ? lastUserText(row.prompt) : null);
}
