import type { UserCaller } from '../../caller';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { toNanoUsd } from '../system/money';

export interface ConversationSummary {
  id: string;
  title: string;
  updatedAt: Date;
  isPinned: boolean;
  /** Provider of the last answer, for its dot. */
  provider: string | null;
  costNanoUsd: number;
  /** For a search: the text around a match in a message; null when only the title matches. */
  snippet: string | null;
}

export interface ConversationPage {
  /**
   * The first page has the pinned conversations first, then the others by their latest change. Pins beyond the limit
   * are listed with the others.
   */
  entries: ConversationSummary[];
  /** The cursor of the next page; null on the last page. */
  next: string | null;
}

export interface ConversationQuery {
  /** Search words: each must match the title or a message; empty: no filter. */
  search?: string;
  /** The `next` of the previous page. */
  after?: string | null;
  limit?: number;
}

const LISTED = 50;
/** At most 100 pins are listed on top; older pins are listed by their latest change. */
const LISTED_PINS = 100;
const MOST_WORDS = 8;
const SNIPPET_BEFORE = 30;
const SNIPPET_LENGTH = 120;
/** The rest of a cut-off word at the start of a snippet. */
const PARTIAL_WORD = `^\\S{0,${SNIPPET_BEFORE - 1}}\\s+`;

type SummaryRow = Omit<ConversationSummary, 'costNanoUsd'> & { costNanoUsd: bigint };

/** A page of the caller's own conversations. */
export async function listConversations(
  database: Database,
  caller: UserCaller,
  { search = '', after = null, limit = LISTED }: ConversationQuery = {},
): Promise<ConversationPage> {
  const words = searchWords(search);
  const isPlain = words.length === 0;
  const own = Prisma.sql`c.user_id = ${caller.userId} and c.team_id = ${caller.teamId} and c.deleted_at is null`;
  const pins = listedPins(own);
  const isNoPin = Prisma.sql`(c.pinned_at is null or c.id not in (${pins}))`;
  const found = Prisma.join([own, ...words.map(holds), ...(isPlain ? [isNoPin] : [])], ' and ');
  const [pinned, rows] = await Promise.all([
    isPlain && !after ? listPinned(database, pins) : [],
    database.$queryRaw<SummaryRow[]>`
      select ${summary(words)} from conversations c
      where ${found} and ${afterCursor(after)} order by c.updated_at desc, c.id desc limit ${limit + 1}`,
  ]);
  const page = rows.slice(0, limit).map((row) => (isPlain ? { ...row, isPinned: false } : row));
  const last = page.at(-1);
  return {
    entries: [...pinned, ...page].map(toSummary),
    next: rows.length > limit && last ? `${last.updatedAt.getTime()}.${last.id}` : null,
  };
}

function listPinned(database: Database, pins: Prisma.Sql): Promise<SummaryRow[]> {
  return database.$queryRaw<SummaryRow[]>`
    select ${summary([])} from conversations c where c.id in (${pins}) order by c.pinned_at desc, c.id desc`;
}

/** Ids of the pinned conversations on top. */
function listedPins(own: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select c.id from conversations c where ${own} and c.pinned_at is not null
    order by c.pinned_at desc, c.id desc limit ${LISTED_PINS}`;
}

function summary(words: string[]): Prisma.Sql {
  return Prisma.sql`c.id, c.title, c.updated_at as "updatedAt", c.pinned_at is not null as "isPinned",
    (select r.provider from requests r where r.conversation_id = c.id and r.team_id = c.team_id
      order by r.created_at desc limit 1) as provider,
    coalesce((select sum(r.cost_nano_usd) from requests r
      where r.conversation_id = c.id and r.team_id = c.team_id), 0)::bigint as "costNanoUsd",
    ${snippet(words)} as snippet`;
}

/** The limit makes the planner check one conversation after another; with `exists` it reads every user's messages. */
function holds(word: string): Prisma.Sql {
  const pattern = `%${escaped(word)}%`;
  return Prisma.sql`(c.title ilike ${pattern} or (
    select true from messages m where m.conversation_id = c.id and m.content ilike ${pattern} limit 1))`;
}

/** A snippet around the longest word, from the latest message that contains it. */
function snippet(words: string[]): Prisma.Sql {
  const [word] = [...words].sort((a, b) => b.length - a.length);
  if (!word) return Prisma.sql`null::text`;
  const start = Prisma.sql`position(lower(${word}) in lower(m.content)) - ${SNIPPET_BEFORE}::int`;
  return Prisma.sql`(select case when ${start} <= 1 then substr(m.content, 1, ${SNIPPET_LENGTH}::int)
      else '…' || regexp_replace(substr(m.content, ${start}, ${SNIPPET_LENGTH}::int), ${PARTIAL_WORD}, '') end
    from messages m where m.conversation_id = c.id and m.content ilike ${`%${escaped(word)}%`}
    order by m.created_at desc limit 1)`;
}

function afterCursor(after: string | null): Prisma.Sql {
  if (after === null) return Prisma.sql`true`;
  const [, time, id] = /^(\d{1,13})\.(\w{1,64})$/.exec(after) ?? [];
  if (!time || !id) throw new AppError('invalid_request_error', 'This list has changed. Reload the page.');
  return Prisma.sql`(c.updated_at, c.id) < (${new Date(Number(time))}::timestamptz, ${id})`;
}

/** The words of a search, without duplicates, eight at most. */
export function searchWords(search: string): string[] {
  return [...new Set(search.trim().split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS);
}

function escaped(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}

function toSummary({ costNanoUsd, snippet, ...row }: SummaryRow): ConversationSummary {
  return { ...row, snippet: snippet?.replace(/\s+/g, ' ').trim() ?? null, costNanoUsd: toNanoUsd(costNanoUsd) };
}

/** Renames one of the caller's own conversations. */
export function renameConversation(database: Database, caller: UserCaller, id: string, title: string): Promise<void> {
  return change(database, caller, id, { title });
}

/** Pins a conversation to the top of the list, or unpins it. */
export function pinConversation(database: Database, caller: UserCaller, id: string, isPinned: boolean): Promise<void> {
  return change(database, caller, id, { pinnedAt: isPinned ? new Date() : null });
}

/** Deletes a conversation and all links to it, or restores them. */
export function deleteConversation(database: Database, caller: UserCaller, id: string): Promise<void> {
  return change(database, caller, id, { deletedAt: new Date() });
}

export async function restoreConversation(
  database: Database,
  { userId, teamId }: UserCaller,
  id: string,
): Promise<void> {
  const { count } = await database.conversation.updateMany({
    where: { id, userId, teamId },
    data: { deletedAt: null },
  });
  if (count === 0) throw new AppError('not_found', 'This chat can no longer be brought back.');
}

async function change(
  database: Database,
  { userId, teamId }: UserCaller,
  id: string,
  data: Prisma.ConversationUpdateManyMutationInput,
): Promise<void> {
  const { count } = await database.conversation.updateMany({ where: { id, userId, teamId, deletedAt: null }, data });
  if (count === 0)
    throw new AppError('not_found', 'There is no such chat any more. It may have been deleted elsewhere.');
}
