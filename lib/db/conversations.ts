import { type Caller, raterOf } from '../caller';
import { type ChatMessage, lastUserText } from '../engine/chat';
import type { Decision } from '../engine/types';
import { AppError } from '../errors';
import type { Database } from './client';
import { toDecision } from './decision';
import type { Prisma, Request as RequestRow } from './generated/client';
import { toNanoUsd, toNanoUsdOrNull } from './money';

type UserCaller = Extract<Caller, { kind: 'user' }>;

export interface ConversationSummary {
  id: string;
  title: string;
  updatedAt: Date;
  /** Provider of the last answer, for its dot. */
  provider: string | null;
  costNanoUsd: number;
}

const LISTED = 50;

/** The caller's conversations, the last touched first. */
export async function listConversations(
  database: Database,
  { userId, teamId }: UserCaller,
): Promise<ConversationSummary[]> {
  const rows = await database.$queryRaw<(Omit<ConversationSummary, 'costNanoUsd'> & { costNanoUsd: bigint })[]>`
    select c.id, c.title, c.updated_at as "updatedAt",
      (select r.provider from requests r where r.conversation_id = c.id and r.team_id = c.team_id
        order by r.created_at desc limit 1) as provider,
      coalesce((select sum(r.cost_nano_usd) from requests r
        where r.conversation_id = c.id and r.team_id = c.team_id), 0)::bigint as "costNanoUsd"
    from conversations c
    where c.user_id = ${userId} and c.team_id = ${teamId} and c.deleted_at is null
    order by c.updated_at desc limit ${LISTED}`;
  return rows.map((row) => ({ ...row, costNanoUsd: toNanoUsd(row.costNanoUsd) }));
}

export interface StoredMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  request: AnsweredRequest | null;
}

/** One attempt, as far as a conversation shows it. */
export interface TriedModel {
  provider: string;
  model: string;
  failureMessage: string | null;
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
  ttftMs: number | null;
  totalMs: number | null;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number | null;
  costState: string;
  /** -1 … 1, or null. */
  rating: number | null;
  /** What the caller said it was instead; null when nothing was corrected. */
  correctedCategory: string | null;
}

export interface Conversation {
  id: string;
  title: string;
  messages: StoredMessage[];
}

/** One conversation with all that its page shows, or null when the caller has no such. */
export async function findConversation(
  database: Database,
  caller: UserCaller,
  id: string,
): Promise<Conversation | null> {
  const row = await database.conversation.findFirst({
    where: { id, userId: caller.userId, teamId: caller.teamId, deletedAt: null },
    include: {
      messages: {
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: { request: { include: WITH_ATTEMPTS_AND_FEEDBACK } },
      },
    },
  });
  if (!row) return null;
  const rater = raterOf(caller);
  return {
    id: row.id,
    title: row.title,
    messages: row.messages.map((message) => ({
      id: message.id,
      role: message.role,
      content: message.content,
      request: message.role === 'assistant' && message.request ? toAnswered(message.request, rater) : null,
    })),
  };
}

/** An answer's request of the caller's own, or null. */
export async function findAnsweredRequest(
  database: Database,
  caller: UserCaller,
  id: string,
): Promise<AnsweredRequest | null> {
  const row = await database.request.findFirst({
    where: { id, teamId: caller.teamId, userId: caller.userId },
    include: WITH_ATTEMPTS_AND_FEEDBACK,
  });
  return row && toAnswered(row, raterOf(caller));
}

const WITH_ATTEMPTS_AND_FEEDBACK = {
  attempts: { orderBy: { number: 'asc' } },
  feedback: { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] },
} satisfies Prisma.RequestInclude;

type RequestWithDetails = RequestRow & {
  attempts: TriedModel[];
  feedback: { rater: string; kind: string; reverses: string | null; rating: number; category: string | null }[];
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
    attempts: row.attempts.map(({ provider, model, failureMessage }) => ({ provider, model, failureMessage })),
    failureMessage: row.failureMessage,
    ttftMs: row.ttftMs,
    totalMs: row.totalMs,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    costNanoUsd: toNanoUsdOrNull(row.costNanoUsd),
    costState: row.costState,
    rating: lastWord('rating')?.rating ?? null,
    correctedCategory: lastWord('correction')?.category ?? null,
  };
}

/** What a request of the caller's team asked, where that was stored: in a conversation, or by the operator's choice. */
export async function promptOf(database: Database, { teamId }: Caller, requestId: string): Promise<string | null> {
  const [row] = await database.$queryRaw<{ content: string | null; prompt: ChatMessage[] | null }[]>`
    select requests.prompt, (
      select question.content from messages as answer join messages as question
        on question.conversation_id = answer.conversation_id and question.role = 'user'
          and question.created_at <= answer.created_at
      where answer.request_id = requests.id
      order by question.created_at desc limit 1
    ) as content
    from requests where id = ${requestId} and team_id = ${teamId}`;
  if (!row) return null;
  return row.content ?? (row.prompt ? lastUserText(row.prompt) : null);
}

const TITLE_LENGTH = 60;

export interface NewUserMessage {
  conversationId: string;
  messageId: string;
  content: string;
}

/**
 * Stores what a person said, and opens the conversation with it when it is the first. Storing the same message again
 * changes nothing. Throws `not_found` when the conversation is somebody else's.
 */
export async function addUserMessage(database: Database, caller: UserCaller, message: NewUserMessage): Promise<void> {
  const { userId, teamId } = caller;
  const written = await database.$executeRaw`
    with conversation as (
      insert into conversations (id, team_id, user_id, title)
      values (${message.conversationId}, ${teamId}, ${userId}, ${titleOf(message.content)})
      on conflict (id) do update set updated_at = now()
        where conversations.user_id = ${userId} and conversations.team_id = ${teamId} and conversations.deleted_at is null
      returning id
    )
    insert into messages (id, conversation_id, role, content)
    select ${message.messageId}, id, 'user', ${message.content} from conversation
    on conflict (id) do update set content = messages.content
      where messages.conversation_id = ${message.conversationId}`;
  if (written !== 1) throw new AppError('not_found', 'There is no such conversation.');
}

/** Stores an answer, whole or cut short. */
export async function addAnswer(
  database: Database,
  answer: { conversationId: string; messageId: string; content: string; requestId: string },
): Promise<void> {
  await database.message.upsert({
    where: { id: answer.messageId },
    create: {
      id: answer.messageId,
      conversationId: answer.conversationId,
      role: 'assistant',
      content: answer.content,
      requestId: answer.requestId,
    },
    update: { content: answer.content },
  });
}

function titleOf(content: string): string {
  const line = content.replace(/\s+/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…`;
}
