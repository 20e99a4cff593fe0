import type { Caller, UserCaller } from '../../caller';
import type { Consensus, Decision } from '../../engine/types';
import { AppError } from '../../errors';
import { storableJson, storableText } from '../../storable-text';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { toDecision } from '../ledger/decision';

/** A file that was sent with a question. */
export interface StoredFile {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** One message of a branch, as a model reads it. */
export interface ThreadMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  requestId: string | null;
  /** The model that answered; null when none did. */
  model: string | null;
  files: StoredFile[];
}

interface ThreadRow extends Omit<ThreadMessage, 'files'> {
  hasFiles: boolean;
}

/**
 * The caller's own branch of a conversation that ends with `leafId`, oldest first. Throws `not_found` when the
 * conversation or the message is not theirs. Without `withImages`, images come without their bytes.
 */
export async function threadTo(
  database: Database,
  { userId, teamId }: UserCaller,
  conversationId: string,
  leafId: string,
  { withImages = true } = {},
): Promise<ThreadMessage[]> {
  const rows = await database.$queryRaw<ThreadRow[]>`
    with recursive branch as (
      select messages.*, 0 as height from messages join conversations on conversations.id = conversation_id
      where messages.id = ${leafId} and conversation_id = ${conversationId} and conversations.user_id = ${userId}
        and conversations.team_id = ${teamId} and conversations.deleted_at is null
      union all
      select parent.*, height + 1 from messages as parent join branch on parent.id = branch.parent_id
    )
    select id, role::text as role, content, request_id as "requestId",
      (select model from requests where requests.id = branch.request_id) as model,
      exists (select from attachments where message_id = branch.id) as "hasFiles"
    from branch order by height desc`;
  if (rows.length === 0) throw new AppError('not_found', 'There is no such message. Reload the page.');
  const files = await findFiles(
    database,
    rows.filter(({ hasFiles }) => hasFiles).map(({ id }) => id),
    withImages,
  );
  return rows.map(({ hasFiles: _, ...row }) => ({ ...row, files: files.get(row.id) ?? [] }));
}

async function findFiles(
  database: Database,
  messageIds: string[],
  withImages: boolean,
): Promise<Map<string, StoredFile[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await database.$queryRaw<(StoredFile & { messageId: string })[]>`
    select message_id as "messageId", name, media_type as "mediaType",
      case when ${withImages} or media_type not like 'image/%' then bytes else '' end as bytes
    from attachments where message_id = any(${messageIds}) order by position`;
  const files = new Map<string, StoredFile[]>();
  for (const { messageId, ...file } of rows) files.set(messageId, [...(files.get(messageId) ?? []), file]);
  return files;
}

/** A file of the caller's own conversation, or null. */
export async function findFile(
  database: Database,
  { userId, teamId }: UserCaller,
  id: string,
): Promise<StoredFile | null> {
  return database.attachment.findFirst({
    where: { id, message: { conversation: { userId, teamId, deletedAt: null } } },
    select: { name: true, mediaType: true, bytes: true },
  });
}

/** Throws `not_found` when the conversation exists and belongs to another user. */
export async function requireOwnIfExists(
  database: Database,
  { userId, teamId }: UserCaller,
  conversationId: string,
): Promise<void> {
  const found = await database.conversation.findUnique({ where: { id: conversationId } });
  if (found && (found.userId !== userId || found.teamId !== teamId || found.deletedAt))
    throw new AppError('not_found', 'There is no such conversation.');
}

export interface NewTurn {
  conversationId: string;
  /** Stored with the conversation, for its next turn. */
  settings: object;
  /** The question; null to answer a stored one. */
  question: { id: string; parentId: string | null; content: string; files: (StoredFile & { id: string })[] } | null;
  /** The message that will hold the answer. */
  answer: { id: string; parentId: string; requestId: string };
}

/**
 * Stores a question and an empty message for its answer; the first question creates the conversation. Throws
 * `not_found` when the conversation belongs to another user, `conflict` when the turn is already stored.
 */
export async function saveTurn(database: Database, caller: UserCaller, turn: NewTurn): Promise<void> {
  const { conversationId, question, answer, settings } = turn;
  await database
    .$transaction(async (transaction) => {
      await touchConversation(transaction, caller, turn);
      if (question) {
        const { id, parentId, content, files } = question;
        await transaction.message.create({ data: { id, conversationId, parentId, role: 'user', content } });
        await transaction.attachment.createMany({
          data: files.map(({ id: fileId, name, mediaType, bytes }, position) => ({
            id: fileId,
            messageId: id,
            position,
            name,
            mediaType,
            bytes: Uint8Array.from(bytes),
          })),
        });
      }
      await transaction.message.create({ data: { ...answer, conversationId, role: 'assistant', content: '' } });
      await transaction.conversation.update({
        where: { id: conversationId },
        data: { leafId: answer.id, settings: settings as Prisma.InputJsonObject },
      });
    })
    .catch((error) => {
      const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
      throw isTaken ? new AppError('conflict', 'This was sent already. Reload the page to see it.') : error;
    });
}

async function touchConversation(
  transaction: Prisma.TransactionClient,
  { userId, teamId }: UserCaller,
  { conversationId, question }: NewTurn,
): Promise<void> {
  const written = await transaction.$executeRaw`
    insert into conversations (id, team_id, user_id, title)
    values (${conversationId}, ${teamId}, ${userId}, ${buildTitle(question)})
    on conflict (id) do update set updated_at = now()
      where conversations.user_id = ${userId} and conversations.team_id = ${teamId}
        and conversations.deleted_at is null`;
  if (written !== 1) throw new AppError('not_found', 'There is no such conversation.');
}

const TITLE_LENGTH = 60;

function buildTitle(question: NewTurn['question']): string {
  const line = (question?.content || question?.files[0]?.name || 'New chat').replace(/\s+/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…`;
}

/** Stores an answer's text, complete or partial, and for a consensus the answers that it was built from. */
export async function saveAnswer(
  database: Database,
  messageId: string,
  content: string,
  consensus: Consensus | null = null,
): Promise<void> {
  const several = consensus && { consensus: JSON.parse(storableJson(consensus)) as Prisma.InputJsonObject };
  await database.message.updateMany({ where: { id: messageId }, data: { content: storableText(content), ...several } });
}

/** Stores which branch of their own conversation the caller opened last. */
export async function chooseLeaf(
  database: Database,
  { userId, teamId }: UserCaller,
  conversationId: string,
  leafId: string,
): Promise<void> {
  await database.conversation.updateMany({
    where: { id: conversationId, userId, teamId, deletedAt: null, messages: { some: { id: leafId } } },
    data: { leafId },
  });
}

/** The facts of an answer's request that a new answer needs. */
export interface EarlierAnswer {
  id: string;
  status: string;
  provider: string | null;
  model: string | null;
  costNanoUsd: number | null;
  decision: Decision;
}

/** The requests of the caller's team behind some answers, by id. */
export async function findAnswerRequests(
  database: Database,
  { teamId }: Caller,
  ids: string[],
): Promise<Map<string, EarlierAnswer>> {
  const rows = await database.request.findMany({
    where: { id: { in: ids }, teamId },
    select: { id: true, status: true, provider: true, model: true, costNanoUsd: true, decision: true },
  });
  const toRow = (row: (typeof rows)[number]) => ({
    ...row,
    costNanoUsd: row.costNanoUsd === null ? null : Number(row.costNanoUsd),
    decision: toDecision(row.decision),
  });
  return new Map(rows.map((row) => [row.id, toRow(row)]));
}

/** All answers to the same question as the given answer of the caller's own, oldest first, with their requests. */
export async function findSiblingAnswers(
  database: Database,
  { userId, teamId }: UserCaller,
  answerId: string,
): Promise<{ id: string; requestId: string }[]> {
  const rows = await database.$queryRaw<{ id: string; requestId: string }[]>`
    select beside.id, beside.request_id as "requestId"
    from messages as answer
      join conversations on conversations.id = answer.conversation_id
      join messages as question on question.id = answer.parent_id and question.role = 'user'
      join messages as beside on beside.parent_id = question.id and beside.role = 'assistant'
    where answer.id = ${answerId} and conversations.user_id = ${userId} and conversations.team_id = ${teamId}
      and conversations.deleted_at is null and beside.request_id is not null
    order by beside.created_at, beside.id`;
  return rows;
}
