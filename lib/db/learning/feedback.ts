import { type Caller, raterOf } from '../../caller';
import { newId } from '../../engine/id';
import { contextOf, isContext, type PromptContext } from '../../engine/memory/context';
import { type FeedbackKind, isRating, type OutcomeSignal, outcomeOf } from '../../engine/memory/outcome';
import type { Category } from '../../engine/types';
import { AppError } from '../../errors';
import type { Database } from '../client';
import type { Prisma } from '../generated/client';
import { toDecision } from '../ledger/decision';
import { countOutcomes } from '../rollup/outcomes';
import { mustTeach } from '../teams/team-access';
import { type Evidenced, RELEARN_MS, updateEvidence } from './outcome-sums';

export interface FeedbackEntry {
  requestId: string;
  kind: Exclude<FeedbackKind, 'reversal'>;
  /** -1 … 1, for ratings and votes. */
  rating?: number;
  /** For a vote: whether the names were hidden; a vote with the names in sight counts less. */
  isBlind?: boolean;
  /** For a correction: the right one. */
  category?: Category;
  comment?: string;
  /** For a correction: what the local classifier trains on. */
  features?: object;
}

export interface Recorded {
  id: string;
  requestId: string;
  /** Where the feedback was put: the model, the prompt, and what is known of that model now; null when memory was not touched. */
  learned: (Evidenced & { context: PromptContext }) | null;
}

export type Transaction = Prisma.TransactionClient;

/** Replaced or withdrawn feedback relearns the model's evidence inside the transaction. */
export const FEEDBACK_TRANSACTION = { timeout: RELEARN_MS };

/**
 * Writes down what a caller says about a request, and what memory learns from it, in one transaction. The last word of
 * a rater counts for each kind; the same word again changes nothing. Throws `forbidden` for viewers, `not_found` when the
 * caller's team has no such request, `conflict` while its answer may still come.
 */
export async function recordFeedback(database: Database, caller: Caller, entry: FeedbackEntry): Promise<Recorded> {
  return database.$transaction((transaction) => recordFeedbackIn(transaction, caller, entry), FEEDBACK_TRANSACTION);
}

/** The same within a transaction that writes more than this. */
export async function recordFeedbackIn(
  transaction: Transaction,
  caller: Caller,
  entry: FeedbackEntry,
): Promise<Recorded> {
  mustTeach(caller);
  const request = await findRequest(transaction, caller, entry.requestId);
  if (request.isRunning && entry.kind !== 'correction')
    throw new AppError('conflict', 'This request is still running. Say how good its answer is when it has ended.');
  const rater = raterOf(caller);
  await oneWordAtATime(transaction, entry.requestId, rater);
  const before = await lastWord(transaction, entry.requestId, rater, entry.kind);
  const signal = request.model === null ? null : outcomeOf(entry.kind, entry.rating ?? 0, entry.isBlind);
  if (before && isSameWord(before, entry, signal)) return { id: before.id, requestId: entry.requestId, learned: null };
  const row = {
    ...request.row,
    id: newId('fb'),
    createdAt: momentAfter(before),
    rater,
    kind: entry.kind,
    rating: entry.rating ?? 0,
    category: entry.category ?? null,
    comment: entry.comment ?? null,
    ...(signal && { ...signal, context: request.context as unknown as Prisma.InputJsonObject }),
    ...(entry.features && { features: entry.features as Prisma.InputJsonObject }),
  };
  await transaction.feedback.create({ data: row });
  if (!signal || request.model === null) return { id: row.id, requestId: entry.requestId, learned: null };
  await countOutcomes(transaction, { said: row.id, unsaid: before?.id ?? null });
  const lesson = { ...signal, context: request.context, isRating: isRating(entry.kind) };
  const at = { teamId: caller.teamId, model: request.model };
  const learned = await updateEvidence(transaction, at, before ? null : lesson, row);
  return { id: row.id, requestId: entry.requestId, learned: { ...learned, context: request.context } };
}

/**
 * Takes back what the caller said, with a reversal row; memory learns anew without it. Throws `not_found` when there is
 * nothing to take back, `forbidden` for viewers.
 */
export async function withdrawFeedback(
  database: Database,
  caller: Caller,
  requestId: string,
  kind: FeedbackEntry['kind'] = 'rating',
): Promise<Recorded> {
  return database.$transaction(
    (transaction) => withdrawFeedbackIn(transaction, caller, requestId, kind),
    FEEDBACK_TRANSACTION,
  );
}

/** The same within a transaction that writes more than this. */
export async function withdrawFeedbackIn(
  transaction: Transaction,
  caller: Caller,
  requestId: string,
  kind: FeedbackEntry['kind'],
): Promise<Recorded> {
  mustTeach(caller);
  const rater = raterOf(caller);
  await oneWordAtATime(transaction, requestId, rater);
  const before = await lastWord(transaction, requestId, rater, kind);
  if (before?.teamId !== caller.teamId)
    throw new AppError('not_found', `There is no ${kind} of yours on ${requestId}.`);
  // All that it takes stands in the word itself: the ledger may have let go of the request since.
  const { teamId, model, context } = before;
  const id = newId('fb');
  const at = { id, createdAt: momentAfter(before), requestId, teamId, model, rater };
  await transaction.feedback.create({ data: { ...at, kind: 'reversal', reverses: kind, rating: 0 } });
  if (kind === 'correction' || model === null) return { id, requestId, learned: null };
  await countOutcomes(transaction, { said: null, unsaid: before.id });
  const learned = await updateEvidence(transaction, { teamId, model }, null);
  return { id, requestId, learned: isContext(context) ? { ...learned, context } : null };
}

/**
 * Writes down that a model's answer itself was no good, as the router saw it: one row for each model of a request that
 * failed so. Resolves to what is known of the model now.
 */
export async function recordAnswerFailure(
  database: Database,
  { teamId, requestId, model }: { teamId: string; requestId: string; model: string },
): Promise<Recorded> {
  return database.$transaction(async (transaction) => {
    const { context } = await findRequest(transaction, { teamId }, requestId);
    const signal = outcomeOf('failure', 0) as OutcomeSignal;
    const rater = `router:${model}`;
    await oneWordAtATime(transaction, requestId, rater);
    const before = await lastWord(transaction, requestId, rater, 'failure');
    if (before) return { id: before.id, requestId, learned: null };
    const row = {
      id: newId('fb'),
      createdAt: new Date(),
      requestId,
      teamId,
      model,
      rater,
      kind: 'failure' as const,
      rating: 0,
      ...signal,
      context: context as unknown as Prisma.InputJsonObject,
    };
    await transaction.feedback.create({ data: row });
    await countOutcomes(transaction, { said: row.id, unsaid: null });
    const learned = await updateEvidence(transaction, { teamId, model }, { ...signal, context, isRating: false }, row);
    return { id: row.id, requestId, learned: { ...learned, context } };
  });
}

/** Keeps beside a row what it did to the model's estimate. */
export async function noteEffect(database: Database, id: string, effect: Effect): Promise<void> {
  await database.feedback.update({ where: { id }, data: { effect: { ...effect } } });
}

/** What feedback did to a model's estimate for the category. */
export interface Effect {
  before: number;
  after: number;
  /** Outcomes it rests on now. */
  n: number;
}

/** The caller's rating of a request as it stands, or null. */
export async function currentRating(database: Database, caller: Caller, requestId: string): Promise<number | null> {
  return (await lastWord(database, requestId, raterOf(caller), 'rating'))?.rating ?? null;
}

/** The caller's correction of a request's category as it stands, or null. */
export async function currentCorrection(database: Database, caller: Caller, requestId: string): Promise<string | null> {
  return (await lastWord(database, requestId, raterOf(caller), 'correction'))?.category ?? null;
}

/** A rater who speaks twice at once is heard in turn, so that what was said before ceases to count once. */
async function oneWordAtATime(transaction: Transaction, requestId: string, rater: string): Promise<void> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtext(${`word ${requestId} ${rater}`}))`;
}

/** Now, but later than what was said before, so that the order of the rows is the order of the words. */
function momentAfter(before: { createdAt: Date } | null): Date {
  return new Date(Math.max(Date.now(), (before?.createdAt.getTime() ?? 0) + 1));
}

/** Said again, a word has said nothing new: memory, sums and the time it was said at stay. */
function isSameWord(
  before: Word,
  { rating, category, comment, features }: FeedbackEntry,
  signal: OutcomeSignal | null,
): boolean {
  return (
    before.weight === (signal?.weight ?? null) &&
    before.rating === (rating ?? 0) &&
    before.category === (category ?? null) &&
    before.comment === (comment ?? null) &&
    (before.features !== null || !features)
  );
}

type Word = NonNullable<Awaited<ReturnType<typeof lastWord>>>;

async function lastWord(database: Transaction, requestId: string, rater: string, kind: FeedbackEntry['kind']) {
  const last = await database.feedback.findFirst({
    where: { requestId, rater, OR: [{ kind }, { kind: 'reversal', reverses: kind }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return last?.kind === kind ? last : null;
}

async function findRequest(transaction: Transaction, { teamId }: Pick<Caller, 'teamId'>, requestId: string) {
  const found = await transaction.request.findFirst({
    where: { id: requestId, teamId },
    select: { model: true, decision: true, status: true },
  });
  if (!found) throw new AppError('not_found', `There is no request ${requestId}.`);
  const { model } = found;
  const isRunning = found.status === 'pending';
  return { model, isRunning, context: contextOf(toDecision(found.decision)), row: { requestId, teamId, model } };
}
