import type { Caller } from '../../caller';
import { newId } from '../../engine/id';
import { orderAsGiven, shuffledOrder } from '../../engine/preference/shuffle';
import { AppError } from '../../errors';
import { storableText } from '../../storable-text';
import type { Database } from '../client';
import type { Prisma } from '../generated/client';
import { FEEDBACK_TRANSACTION } from '../learning/feedback';

type UserCaller = Extract<Caller, { kind: 'user' }>;

export interface NewComparison {
  /** Settings of each column, in order. */
  columns: object[];
  isBlind: boolean;
  prompts: string[];
}

export interface CreatedComparison {
  id: string;
  prompts: { id: string; number: number }[];
}

const TITLE_LENGTH = 60;

/** Opens a comparison with its prompts; where it is blind, each prompt has its columns in an order of its own. */
export async function createComparison(
  database: Database,
  { teamId, userId }: UserCaller,
  { columns, isBlind, prompts }: NewComparison,
  random: () => number = Math.random,
): Promise<CreatedComparison> {
  const id = newId('cmp');
  const rows = prompts.map((prompt, i) => ({
    id: newId('cpr'),
    number: i + 1,
    prompt,
    order: isBlind ? shuffledOrder(columns.length, random) : orderAsGiven(columns.length),
  }));
  await database.comparison.create({
    data: {
      id,
      teamId,
      userId,
      title: titleOf(prompts),
      columns: columns as Prisma.InputJsonArray,
      isBlind,
      prompts: { createMany: { data: rows } },
    },
  });
  return { id, prompts: rows.map(({ id: promptId, number }) => ({ id: promptId, number })) };
}

/** Asks all columns on: each in its own conversation, at the same place. Throws `not_found` for somebody else's. */
export async function addFollowUp(
  database: Database,
  caller: UserCaller,
  { followsId, prompt }: { followsId: string; prompt: string },
): Promise<{ id: string; number: number }> {
  return database.$transaction(async (transaction) => {
    const followed = await transaction.comparisonPrompt.findFirst({
      where: { id: followsId, comparison: ownedBy(caller) },
    });
    if (!followed) throw new AppError('not_found', 'There is no such prompt to follow up on.');
    const { comparisonId, order } = followed;
    // The row's lock, so that two follow-ups at once get numbers of their own.
    await transaction.comparison.update({ where: { id: comparisonId }, data: { updatedAt: new Date() } });
    const last = await transaction.comparisonPrompt.aggregate({ where: { comparisonId }, _max: { number: true } });
    const number = (last._max.number ?? 0) + 1;
    const id = newId('cpr');
    await transaction.comparisonPrompt.create({ data: { id, comparisonId, number, prompt, followsId, order } });
    return { id, number };
  });
}

/** What a column is asked: its settings, and the conversation so far with the prompt last. */
export interface Asked {
  comparisonId: string;
  column: number;
  settings: unknown;
  turns: { prompt: string; answer: string | null }[];
  /** The first prompt of the conversation. */
  rootId: string;
  /** Whether the page must not learn who answers. */
  isHidden: boolean;
  /** Whether it has answered this prompt before. */
  isAgain: boolean;
}

/** Finds what the column at a place is to be asked. Throws `not_found`, or `conflict` once the answers were voted on. */
export async function findAsked(
  database: Database,
  caller: UserCaller,
  { promptId, place }: { promptId: string; place: number },
): Promise<Asked> {
  const found = await database.comparisonPrompt.findFirst({
    where: { id: promptId, comparison: ownedBy(caller) },
    include: { comparison: true, votes: { where: { withdrawnAt: null } }, answers: { select: { column: true } } },
  });
  const column = found?.order[place];
  if (!found || column === undefined) throw new AppError('not_found', 'There is no such prompt or column.');
  if (found.votes.length > 0)
    throw new AppError('conflict', 'These answers were voted on. Undo the vote, or run the prompt again.');
  const chain = await chainOf(database, found);
  const settings = (found.comparison.columns as unknown[])[column];
  return {
    comparisonId: found.comparisonId,
    column,
    settings,
    turns: chain.map(({ prompt, answers }) => ({
      prompt,
      answer: answers.find((answer) => answer.column === column)?.content || null,
    })),
    rootId: chain[0]?.id ?? promptId,
    isHidden: found.comparison.isBlind && chain.every(({ votes }) => votes.length === 0),
    isAgain: found.answers.some((answer) => answer.column === column),
  };
}

type ChainRow = Prisma.ComparisonPromptGetPayload<{
  include: { answers: true; votes: { select: { id: true } } };
}>;

/** A prompt with those that it follows up on, oldest first; what the prompt itself was answered is left out. */
async function chainOf(database: Database, last: { id: string; followsId: string | null }): Promise<ChainRow[]> {
  const chain: ChainRow[] = [{ ...(await chainRow(database, last.id)), answers: [] }];
  for (let before = last.followsId; before; before = chain[0]?.followsId ?? null)
    chain.unshift(await chainRow(database, before));
  return chain;
}

function chainRow(database: Database, id: string): Promise<ChainRow> {
  return database.comparisonPrompt.findUniqueOrThrow({
    where: { id },
    include: { answers: true, votes: { select: { id: true } } },
  });
}

interface ColumnPlace {
  promptId: string;
  column: number;
}

/** Lets go of what a column answered, since it is being asked again: nobody votes on what is out of sight. */
export async function dropAnswer(database: Database, { promptId, column }: ColumnPlace): Promise<void> {
  await database.$transaction(async (transaction) => {
    await oneVoteAtATime(transaction, promptId);
    await transaction.$executeRaw`
      delete from comparison_answers where prompt_id = ${promptId} and "column" = ${column}
        and not exists (select from votes where prompt_id = ${promptId} and withdrawn_at is null)`;
  }, FEEDBACK_TRANSACTION);
}

/** Keeps what a column answered, whole or as far as it came; the last try counts, but not over one that was voted on. */
export async function saveAnswer(
  database: Database,
  { promptId, column, requestId, content }: ColumnPlace & { requestId: string; content: string },
): Promise<void> {
  await database.$transaction(async (transaction) => {
    await oneVoteAtATime(transaction, promptId);
    await transaction.$executeRaw`
      insert into comparison_answers (prompt_id, "column", request_id, content)
      select ${promptId}, ${column}, ${requestId}, ${storableText(content)}
      where not exists (
        select from votes where prompt_id = ${promptId} and withdrawn_at is null
          and exists (select from comparison_answers where prompt_id = ${promptId} and "column" = ${column})
      )
      on conflict (prompt_id, "column") do update
        set request_id = excluded.request_id, content = excluded.content, created_at = now()`;
  }, FEEDBACK_TRANSACTION);
}

/** A vote and a change of what it is on follow one another, and so do two votes: each sees what the other did. */
export async function oneVoteAtATime(transaction: Prisma.TransactionClient, promptId: string): Promise<void> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtext(${`vote ${promptId}`}))`;
}

export interface ComparisonEntry {
  id: string;
  title: string;
  updatedAt: Date;
  columns: number;
  prompts: number;
  votes: number;
}

const LISTED = 50;

/** The caller's comparisons, the last touched first. */
export async function listComparisons(database: Database, { userId, teamId }: UserCaller): Promise<ComparisonEntry[]> {
  return database.$queryRaw<ComparisonEntry[]>`
    select id, title, updated_at as "updatedAt", jsonb_array_length(columns) as columns,
      (select count(*)::int from comparison_prompts where comparison_id = comparisons.id) as prompts,
      (select count(*)::int from votes join comparison_prompts on comparison_prompts.id = votes.prompt_id
        where comparison_id = comparisons.id and withdrawn_at is null) as votes
    from comparisons
    where user_id = ${userId} and team_id = ${teamId} and deleted_at is null
    order by updated_at desc limit ${LISTED}`;
}

/** Gives a comparison of the caller's own another name. */
export async function renameComparison(
  database: Database,
  caller: UserCaller,
  { id, title }: { id: string; title: string },
): Promise<void> {
  const { count } = await database.comparison.updateMany({ where: { id, ...ownedBy(caller) }, data: { title } });
  if (count === 0) throw new AppError('not_found', 'There is no such comparison.');
}

/** Puts a comparison away, or brings it back while it is not forgotten. Its votes stay: they were given. */
export async function deleteComparison(
  database: Database,
  { userId, teamId }: UserCaller,
  { id, isDeleted }: { id: string; isDeleted: boolean },
): Promise<void> {
  const { count } = await database.comparison.updateMany({
    where: { id, userId, teamId, title: { not: '' } },
    data: { deletedAt: isDeleted ? new Date() : null },
  });
  if (count === 0) throw new AppError('not_found', 'There is no such comparison.');
}

/** The settings of a comparison's columns, in order. Throws `not_found`. */
export async function columnsOf(database: Database, caller: UserCaller, id: string): Promise<unknown[]> {
  const found = await database.comparison.findFirst({
    where: { id, ...ownedBy(caller) },
    select: { columns: true },
  });
  if (!found) throw new AppError('not_found', 'There is no such comparison.');
  return found.columns as unknown[];
}

/** What belongs to the caller and was not put away. */
export function ownedBy({ userId, teamId }: UserCaller) {
  return { userId, teamId, deletedAt: null };
}

function titleOf(prompts: string[]): string {
  const line = (prompts[0] ?? '').replace(/\s+/g, ' ').trim();
  const room = prompts.length > 1 ? TITLE_LENGTH - 16 : TITLE_LENGTH;
  const cut = line.length <= room ? line : `${line.slice(0, room - 1).trimEnd()}…`;
  return prompts.length > 1 ? `${prompts.length} prompts: ${cut}` : cut;
}
