import { type Caller, raterFor } from '../../caller';
import { newId } from '../../engine/id';
import { isContext, type PromptContext, toPromptContext } from '../../engine/memory/context';
import { type FeedbackKind, isRating, type OutcomeSignal, outcomeFromFeedback } from '../../engine/memory/outcome';
import type { Category } from '../../engine/types';
import { AppError } from '../../errors';
import type { Database, Transaction } from '../client';
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
  /** For a vote: whether the names were hidden; an open vote has less weight. */
  isBlind?: boolean;
  /** For a correction: the right category. */
  category?: Category;
  comment?: string;
  /** For a correction: what the local classifier trains on. */
  features?: object;
}

export interface Recorded {
  id: string;
  requestId: string;
  /** The model, the prompt and the model's evidence now; null when memory did not change. */
  learned: (Evidenced & { context: PromptContext }) | null;
}

/** Changed or withdrawn feedback recomputes a model's evidence from all of its rows. */
export const TRANSACTION_OPTIONS = { timeout: RELEARN_MS };

/**
 * Records a caller's feedback on a request, and what memory learns from it, in one transaction. The latest feedback of
 * a rater counts for each kind; the same feedback again changes nothing. Throws `forbidden` for viewers, `not_found`
 * when the caller's team has no such request, `conflict` while the request is running.
 */
export async function recordFeedback(database: Database, caller: Caller, entry: FeedbackEntry): Promise<Recorded> {
  return database.$transaction((transaction) => recordFeedbackIn(transaction, caller, entry), TRANSACTION_OPTIONS);
}

/** The same within a larger transaction. */
export async function recordFeedbackIn(
  transaction: Transaction,
  caller: Caller,
  entry: FeedbackEntry,
): Promise<Recorded> {
  mustTeach(caller);
  const request = await findRequest(transaction, caller, entry.requestId);
  if (request.isRunning && entry.kind !== 'correction')
    throw new AppError('conflict', 'This request is still running. Rate its answer once it has finished.');
  const rater = raterFor(caller);
  await lockFeedback(transaction, entry.requestId, rater);
  const before = await findCurrentFeedback(transaction, entry.requestId, rater, entry.kind);
  const signal = request.model === null ? null : outcomeFromFeedback(entry.kind, entry.rating ?? 0, entry.isBlind);
  if (before && isUnchanged(before, entry, signal)) return { id: before.id, requestId: entry.requestId, learned: null };
  const row = {
    ...request.row,
    id: newId('fb'),
    createdAt: timeAfter(before),
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
  await countOutcomes(transaction, { added: row.id, removed: before?.id ?? null });
  const sample = { ...signal, context: request.context, isRating: isRating(entry.kind) };
  const at = { teamId: caller.teamId, model: request.model };
  const learned = await updateEvidence(transaction, at, before ? null : sample, row);
  return { id: row.id, requestId: entry.requestId, learned: { ...learned, context: request.context } };
}

/**
 * Withdraws the caller's feedback with a reversal row; memory is recomputed without it. Throws `not_found` when there
 * is none, `forbidden` for viewers.
 */
export async function withdrawFeedback(
  database: Database,
  caller: Caller,
  requestId: string,
  kind: FeedbackEntry['kind'] = 'rating',
): Promise<Recorded> {
  return database.$transaction(
    (transaction) => withdrawFeedbackIn(transaction, caller, requestId, kind),
    TRANSACTION_OPTIONS,
  );
}

/** The same within a larger transaction. */
export async function withdrawFeedbackIn(
  transaction: Transaction,
  caller: Caller,
  requestId: string,
  kind: FeedbackEntry['kind'],
): Promise<Recorded> {
  mustTeach(caller);
  const rater = raterFor(caller);
  await lockFeedback(transaction, requestId, rater);
  const before = await findCurrentFeedback(transaction, requestId, rater, kind);
  if (before?.teamId !== caller.teamId)
    throw new AppError('not_found', `There is no ${kind} of yours on ${requestId}.`);
  // Uses the feedback row alone: the ledger may have deleted the request.
  const { teamId, model, context } = before;
  const id = newId('fb');
  const at = { id, createdAt: timeAfter(before), requestId, teamId, model, rater };
  await transaction.feedback.create({ data: { ...at, kind: 'reversal', reverses: kind, rating: 0 } });
  if (kind === 'correction' || model === null) return { id, requestId, learned: null };
  await countOutcomes(transaction, { added: null, removed: before.id });
  const learned = await updateEvidence(transaction, { teamId, model }, null);
  return { id, requestId, learned: isContext(context) ? { ...learned, context } : null };
}

/**
 * Records that the answer of a model was unusable, as the router detected it: one row for each such model of a request.
 * Resolves to the model's evidence now.
 */
export async function recordAnswerFailure(
  database: Database,
  { teamId, requestId, model }: { teamId: string; requestId: string; model: string },
): Promise<Recorded> {
  return database.$transaction(async (transaction) => {
    const { context } = await findRequest(transaction, { teamId }, requestId);
    const signal = outcomeFromFeedback('failure', 0) as OutcomeSignal;
    const rater = `router:${model}`;
    await lockFeedback(transaction, requestId, rater);
    const before = await findCurrentFeedback(transaction, requestId, rater, 'failure');
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
    await countOutcomes(transaction, { added: row.id, removed: null });
    const learned = await updateEvidence(transaction, { teamId, model }, { ...signal, context, isRating: false }, row);
    return { id: row.id, requestId, learned: { ...learned, context } };
  });
}

/** Stores what a feedback row did to the model's estimate. */
export async function noteEffect(database: Database, id: string, effect: Effect): Promise<void> {
  await database.feedback.update({ where: { id }, data: { effect: { ...effect } } });
}

/** The same for several rows, in one statement. */
export async function noteEffects(
  transaction: Transaction,
  effects: { feedbackId: string; effect: Effect }[],
): Promise<void> {
  if (effects.length === 0) return;
  await transaction.$executeRaw`
    update feedback set effect = noted.effect
    from jsonb_to_recordset(${JSON.stringify(effects)}::jsonb) as noted ("feedbackId" text, effect jsonb)
    where feedback.id = noted."feedbackId"`;
}

/** What feedback changed in a model's estimate for the category. */
export interface Effect {
  before: number;
  after: number;
  /** How many outcomes the estimate is based on now. */
  n: number;
}

/** The caller's current rating of a request, or null. */
export async function currentRating(database: Database, caller: Caller, requestId: string): Promise<number | null> {
  return (await findCurrentFeedback(database, requestId, raterFor(caller), 'rating'))?.rating ?? null;
}

/** The caller's current correction of a request's category, or null. */
export async function currentCorrection(database: Database, caller: Caller, requestId: string): Promise<string | null> {
  return (await findCurrentFeedback(database, requestId, raterFor(caller), 'correction'))?.category ?? null;
}

/** Serializes the feedback of one rater on one request, so that each replaces the one before exactly once. */
async function lockFeedback(transaction: Transaction, requestId: string, rater: string): Promise<void> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtext(${`word ${requestId} ${rater}`}))`;
}

/** Now, but later than the previous feedback, so that rows sort in the order in which they were given. */
function timeAfter(before: { createdAt: Date } | null): Date {
  return new Date(Math.max(Date.now(), (before?.createdAt.getTime() ?? 0) + 1));
}

/** Unchanged feedback is not recorded again: memory, sums and its time stay. */
function isUnchanged(
  before: CurrentFeedback,
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

type CurrentFeedback = NonNullable<Awaited<ReturnType<typeof findCurrentFeedback>>>;

async function findCurrentFeedback(
  database: Transaction,
  requestId: string,
  rater: string,
  kind: FeedbackEntry['kind'],
) {
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
  return { model, isRunning, context: toPromptContext(toDecision(found.decision)), row: { requestId, teamId, model } };
}
