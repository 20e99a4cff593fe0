import type { UserCaller } from '../../caller';
import { newId } from '../../engine/id';
import { orderAsGiven, shuffledOrder } from '../../engine/preference/shuffle';
import { AppError } from '../../errors';
import { storableText } from '../../storable-text';
import type { Database } from '../client';
import type { Prisma } from '../generated/client';
import { TRANSACTION_OPTIONS } from '../learning/feedback';

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

/** Creates a comparison with its prompts. A blind one shuffles its columns for each prompt. */
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
      title: buildTitle(prompts),
      columns: columns as Prisma.InputJsonArray,
      isBlind,
      prompts: { createMany: { data: rows } },
    },
  });
  return { id, prompts: rows.map(({ id: promptId, number }) => ({ id: promptId, number })) };
}

/**
 * Adds a follow-up prompt for all columns, each in its own conversation, at the same places. Throws `not_found` for
 * another user's comparison.
 */
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
    // Locks the row, so that concurrent follow-ups get different numbers.
    await transaction.comparison.update({ where: { id: comparisonId }, data: { updatedAt: new Date() } });
    const last = await transaction.comparisonPrompt.aggregate({ where: { comparisonId }, _max: { number: true } });
    const number = (last._max.number ?? 0) + 1;
    const id = newId('cpr');
    await transaction.comparisonPrompt.create({ data: { id, comparisonId, number, prompt, followsId, order } });
    return { id, number };
  });
}

/** The input of one column: its settings, and its conversation so far with the prompt last. */
export interface ColumnRequest {
  comparisonId: string;
  column: number;
  settings: unknown;
  turns: { prompt: string; answer: string | null }[];
  /** The first prompt of the conversation. */
  rootId: string;
  /** Whether the page must not reveal the model. */
  isHidden: boolean;
  /** Whether the column has answered this prompt before. */
  isAgain: boolean;
}

/** Finds the input of the column at a place. Throws `not_found`, or `conflict` once the answers were voted on. */
export async function findColumnRequest(
  database: Database,
  caller: UserCaller,
  { promptId, place }: { promptId: string; place: number },
): Promise<ColumnRequest> {
  const found = await database.comparisonPrompt.findFirst({
    where: { id: promptId, comparison: ownedBy(caller) },
    include: { comparison: true, votes: { where: { withdrawnAt: null } }, answers: { select: { column: true } } },
  });
  const column = found?.order[place];
  if (!found || column === undefined) throw new AppError('not_found', 'There is no such prompt or column.');
  if (found.votes.length > 0)
    throw new AppError('conflict', 'These answers were voted on. Undo the vote, or run the prompt again.');
  const chain = await findChain(database, found);
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

/** A prompt with those that it follows up on, oldest first, without the answer to the prompt itself. */
async function findChain(database: Database, last: { id: string; followsId: string | null }): Promise<ChainRow[]> {
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

/**
 * Deletes a column's answer before it is asked again, so that no vote can refer to an answer that the page no longer
 * shows.
 */
export async function deleteAnswer(database: Database, { promptId, column }: ColumnPlace): Promise<void> {
  await database.$transaction(async (transaction) => {
    await lockVotes(transaction, promptId);
    await transaction.$executeRaw`
      delete from comparison_answers where prompt_id = ${promptId} and "column" = ${column}
        and not exists (select from votes where prompt_id = ${promptId} and withdrawn_at is null)`;
  }, TRANSACTION_OPTIONS);
}

/**
 * Stores a column's answer, complete or partial. The latest try replaces earlier ones, but not an answer that was voted
 * on.
 */
export async function saveAnswer(
  database: Database,
  { promptId, column, requestId, content }: ColumnPlace & { requestId: string; content: string },
): Promise<void> {
  await database.$transaction(async (transaction) => {
    await lockVotes(transaction, promptId);
    await transaction.$executeRaw`
      insert into comparison_answers (prompt_id, "column", request_id, content)
      select ${promptId}, ${column}, ${requestId}, ${storableText(content)}
      where not exists (
        select from votes where prompt_id = ${promptId} and withdrawn_at is null
          and exists (select from comparison_answers where prompt_id = ${promptId} and "column" = ${column})
      )
      on conflict (prompt_id, "column") do update
        set request_id = excluded.request_id, content = excluded.content, created_at = now()`;
  }, TRANSACTION_OPTIONS);
}

/** Serializes votes on a prompt, and changes of its answers: each sees the result of the one before. */
export async function lockVotes(transaction: Prisma.TransactionClient, promptId: string): Promise<void> {
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

/** The caller's comparisons, latest change first. */
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

/** Renames a comparison of the caller's own. */
export async function renameComparison(
  database: Database,
  caller: UserCaller,
  { id, title }: { id: string; title: string },
): Promise<void> {
  const { count } = await database.comparison.updateMany({ where: { id, ...ownedBy(caller) }, data: { title } });
  if (count === 0) throw new AppError('not_found', 'There is no such comparison.');
}

/** Deletes a comparison, or restores it within the retention period. Its votes stay. */
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
export async function findColumns(database: Database, caller: UserCaller, id: string): Promise<unknown[]> {
  const found = await database.comparison.findFirst({
    where: { id, ...ownedBy(caller) },
    select: { columns: true },
  });
  if (!found) throw new AppError('not_found', 'There is no such comparison.');
  return found.columns as unknown[];
}

/** The caller's own comparisons that are not deleted. */
export function ownedBy({ userId, teamId }: UserCaller) {
  return { userId, teamId, deletedAt: null };
}

function buildTitle(prompts: string[]): string {
  const line = (prompts[0] ?? '').replace(/\s+/g, ' ').trim();
  const room = prompts.length > 1 ? TITLE_LENGTH - 16 : TITLE_LENGTH;
  const cut = line.length <= room ? line : `${line.slice(0, room - 1).trimEnd()}…`;
  return prompts.length > 1 ? `${prompts.length} prompts: ${cut}` : cut;
}
