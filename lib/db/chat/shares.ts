import type { UserCaller } from '../../caller';
import { newId } from '../../engine/id';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { toNanoUsdOrNull } from '../system/money';
import type { FileHead } from './conversations';
import type { StoredFile } from './threads';

export interface ShareLink {
  id: string;
  createdAt: Date;
  /** How many messages it shows. */
  messages: number;
}

/**
 * Creates a link to a branch of the caller's own conversation, up to `leafId`, or returns the branch's current link.
 * Throws `conflict` while its last answer is in progress.
 */
export async function createShare(
  database: Database,
  { userId, teamId }: UserCaller,
  { conversationId, leafId }: { conversationId: string; leafId: string },
): Promise<string> {
  const leaf = await database.message.findFirst({
    where: { id: leafId, conversationId, conversation: { userId, teamId, deletedAt: null } },
    select: { request: { select: { status: true } } },
  });
  if (!leaf) throw new AppError('not_found', 'There is no such message any more. Reload the page.');
  if (leaf.request?.status === 'pending')
    throw new AppError('conflict', 'The answer is still coming. Share the chat when it has ended.');
  const same = { conversationId, leafId, createdById: userId, revokedAt: null };
  const found = await database.share.findFirst({ where: same, select: { id: true } });
  if (found) return found.id;
  const { id } = await database.share.create({
    data: { id: newId('shr'), teamId, createdById: userId, conversationId, leafId },
  });
  return id;
}

/** The active links to the caller's own conversation, newest first. */
export async function listShares(
  database: Database,
  { userId, teamId }: UserCaller,
  conversationId: string,
): Promise<ShareLink[]> {
  const rows = await database.$queryRaw<(Omit<ShareLink, 'messages'> & { messages: bigint })[]>`
    select s.id, s.created_at as "createdAt", (
      with recursive branch as (
        select id, parent_id from messages where id = s.leaf_id and conversation_id = s.conversation_id
        union all
        select parent.id, parent.parent_id from messages parent join branch on parent.id = branch.parent_id
      ) select count(*) from branch) as messages
    from shares s join conversations c on c.id = s.conversation_id
    where c.id = ${conversationId} and c.user_id = ${userId} and c.team_id = ${teamId} and c.deleted_at is null
      and s.revoked_at is null
    order by s.created_at desc, s.id desc`;
  return rows.map((row) => ({ ...row, messages: Number(row.messages) }));
}

/** Revokes a link of the caller's own. */
export async function revokeShare(database: Database, { userId, teamId }: UserCaller, id: string): Promise<void> {
  const { count } = await database.share.updateMany({
    where: { id, createdById: userId, teamId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count === 0) throw new AppError('not_found', 'There is no such link any more.');
}

/** What a link shows of an answer: no decision, no rating, no other branches. */
export interface SharedAnswer {
  status: string;
  provider: string | null;
  model: string | null;
  failureMessage: string | null;
  ttftMs: number | null;
  tokens: number;
  costNanoUsd: number | null;
  costState: string;
}

export interface SharedMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  files: FileHead[];
  answer: SharedAnswer | null;
}

export interface SharedConversation {
  title: string;
  sharedAt: Date;
  sharedBy: string;
  /** Whether the reader may continue it, because it is theirs. */
  ownConversationId: string | null;
  /** One branch, oldest first, up to the shared message. */
  messages: SharedMessage[];
}

/** What a link to a conversation shows to any signed-in user, of any team; null when the link does not exist. */
export async function findSharedConversation(
  database: Database,
  reader: UserCaller,
  id: string,
): Promise<SharedConversation | null> {
  const share = await database.share.findFirst({
    where: { id, revokedAt: null, conversation: { deletedAt: null } },
    select: {
      createdAt: true,
      createdBy: { select: { name: true } },
      conversation: { select: { id: true, title: true, userId: true, teamId: true } },
    },
  });
  if (!share?.conversation) return null;
  const { conversation } = share;
  const isOwn = conversation.userId === reader.userId && conversation.teamId === reader.teamId;
  return {
    title: conversation.title,
    sharedAt: share.createdAt,
    sharedBy: share.createdBy.name,
    ownConversationId: isOwn ? conversation.id : null,
    messages: await findMessages(database, await listBranchIds(database, id)),
  };
}

/** The messages that a link shows, oldest first; none when the link does not exist. */
async function listBranchIds(database: Database, shareId: string): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    with recursive branch as (
      select m.id, m.parent_id, 0 as height
      from shares s join conversations c on c.id = s.conversation_id
        join messages m on m.id = s.leaf_id and m.conversation_id = c.id
      where s.id = ${shareId} and s.revoked_at is null and c.deleted_at is null
      union all
      select parent.id, parent.parent_id, height + 1 from messages parent join branch on parent.id = branch.parent_id
    )
    select id from branch order by height desc`;
  return rows.map(({ id }) => id);
}

async function findMessages(database: Database, ids: string[]): Promise<SharedMessage[]> {
  const rows = await database.message.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      role: true,
      content: true,
      attachments: { orderBy: { position: 'asc' }, select: { id: true, name: true, mediaType: true } },
      request: {
        select: {
          status: true,
          provider: true,
          model: true,
          failureMessage: true,
          ttftMs: true,
          inputTokens: true,
          outputTokens: true,
          costNanoUsd: true,
          costState: true,
        },
      },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id): SharedMessage[] => {
    const row = byId.get(id);
    if (!row) return [];
    const { request, attachments: files, ...message } = row;
    if (message.role === 'user' || !request) return [{ ...message, files, answer: null }];
    const { inputTokens, outputTokens, costNanoUsd, ...facts } = request;
    const answer = { ...facts, tokens: inputTokens + outputTokens, costNanoUsd: toNanoUsdOrNull(costNanoUsd) };
    return [{ ...message, files, answer }];
  });
}

/** A file of a message that a link shows; null for any other. */
export async function findSharedFile(database: Database, shareId: string, fileId: string): Promise<StoredFile | null> {
  return database.attachment.findFirst({
    where: { id: fileId, messageId: { in: await listBranchIds(database, shareId) } },
    select: { name: true, mediaType: true, bytes: true },
  });
}
