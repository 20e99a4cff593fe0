import { raterFor, type UserCaller } from '../../caller';
import type { TrafficShare } from '../../engine/decide/traffic-share';
import { newId } from '../../engine/id';
import { toVotePairs } from '../../engine/preference/vote-pairs';
import { AppError } from '../../errors';
import type { Database, Transaction } from '../client';
import type { Prisma } from '../generated/client';
import {
  type Effect,
  noteEffects,
  type Recorded,
  recordFeedbackIn,
  TRANSACTION_OPTIONS,
  withdrawFeedbackIn,
} from '../learning/feedback';
import { type CountedVote, countPairs } from '../rollup/pairs';
import { lockVotes } from './comparisons';
import { findVoteContext, type VoteContext, type VoteRow } from './vote-context';

export interface VoteInput {
  promptId: string;
  choice: 'answer' | 'tie' | 'all_bad';
  /** The place of the preferred answer on the page; null for a tie and all bad. */
  place: number | null;
}

/** Each model's share of the next prompts of the category, before a vote and after it. */
export interface OddsChange {
  policy: string;
  before: TrafficShare[];
  after: TrafficShare[];
  /** How many prompts the shares were computed over, and whether they were examples instead of the team's own. */
  situations: number;
  isExample: boolean;
}

/** What a vote changed: the shares, and one estimate for each feedback row that taught memory something. */
export interface VoteEffect {
  odds: OddsChange;
  estimates: { feedbackId: string; effect: Effect }[];
}

/** Computes the effect of a vote whose feedback was recorded but not committed. */
export type MeasureVote = (transaction: Transaction, context: VoteContext, recorded: Recorded[]) => Promise<VoteEffect>;

/**
 * Stores a vote, the feedback on each answer that follows from it, its effect and its pairs in one transaction. Replaces
 * the caller's earlier vote; the same vote again changes nothing. Resolves to the feedback that was recorded.
 */
export async function castVote(
  database: Database,
  caller: UserCaller,
  input: VoteInput,
  measure: MeasureVote,
): Promise<Recorded[]> {
  return database.$transaction(async (transaction) => {
    await lockVotes(transaction, input.promptId);
    const context = await findVoteContext(transaction, caller, input.promptId);
    const { current } = context;
    const vote = toVote(caller, input, context);
    if (current && isSame(current, vote)) return [];
    if (current) await transaction.vote.update({ where: { id: current.id }, data: { withdrawnAt: vote.createdAt } });
    const recorded = await applyVoteFeedback(transaction, caller, current, vote);
    const { odds, estimates } = await measure(transaction, context, recorded);
    await noteEffects(transaction, estimates);
    await transaction.vote.create({ data: { ...vote, odds: odds as unknown as Prisma.InputJsonObject } });
    await countPairs(transaction, [...(current ? [toCountedVote(current, -1)] : []), toCountedVote(vote, 1)]);
    return recorded;
  }, TRANSACTION_OPTIONS);
}

/** Withdraws the caller's vote on a prompt. Memory and pairs are then as if it had never been cast. */
export async function withdrawVote(database: Database, caller: UserCaller, promptId: string): Promise<Recorded[]> {
  return database.$transaction(async (transaction) => {
    await lockVotes(transaction, promptId);
    const { current } = await findVoteContext(transaction, caller, promptId);
    if (!current) throw new AppError('not_found', 'There is no vote of yours to undo.');
    await transaction.vote.update({ where: { id: current.id }, data: { withdrawnAt: new Date() } });
    const recorded: Recorded[] = [];
    for (const { requestId } of toRatings(current))
      recorded.push(await withdrawFeedbackIn(transaction, caller, requestId, 'vote'));
    await countPairs(transaction, [toCountedVote(current, -1)]);
    return recorded;
  }, TRANSACTION_OPTIONS);
}

function toVote(caller: UserCaller, { promptId, choice, place }: VoteInput, context: VoteContext) {
  const { answers, category, isBlind, order } = context;
  if (answers.length < 2)
    throw new AppError('conflict', 'A vote needs at least two finished answers. Wait for another one, or retry one.');
  const column = choice === 'answer' && place !== null ? order[place] : null;
  const winner = column === null ? null : answers.findIndex((answer) => answer.column === column);
  if (winner === -1) throw new AppError('conflict', 'This answer is not finished, so you cannot vote for it yet.');
  if (choice === 'answer' && winner === null)
    throw new AppError('invalid_request_error', 'Choose the best answer.', { param: 'place' });
  return {
    id: newId('vote'),
    promptId,
    teamId: caller.teamId,
    rater: raterFor(caller),
    choice,
    winner,
    models: answers.map(({ model }) => model),
    requests: answers.map(({ requestId }) => requestId),
    category,
    isBlind,
    createdAt: new Date(),
  };
}

type Vote = ReturnType<typeof toVote>;

function isSame(current: VoteRow, { choice, winner, requests }: Vote): boolean {
  return (
    current.choice === choice &&
    current.requests[current.winner ?? -1] === requests[winner ?? -1] &&
    current.requests.every((request) => requests.includes(request))
  );
}

/** Records a vote's rating of each answer, and withdraws the earlier vote's ratings of answers that it leaves out. */
async function applyVoteFeedback(
  transaction: Transaction,
  caller: UserCaller,
  earlier: VoteRow | null,
  vote: Vote,
): Promise<Recorded[]> {
  const dropped = earlier ? toRatings(earlier).filter(({ requestId }) => !vote.requests.includes(requestId)) : [];
  const changes = [...dropped.map((rating) => ({ ...rating, rating: null })), ...toRatings(vote)];
  const recorded: Recorded[] = [];
  for (const { requestId, rating } of sortByModel(changes))
    recorded.push(
      rating === null
        ? await withdrawFeedbackIn(transaction, caller, requestId, 'vote')
        : await recordFeedbackIn(transaction, caller, { requestId, kind: 'vote', rating, isBlind: vote.isBlind }),
    );
  return recorded;
}

interface AnswerRating {
  requestId: string;
  model: string;
  rating: number | null;
}

/** All transactions lock models in the same order, so that two votes at the same time cannot deadlock. */
function sortByModel(ratings: AnswerRating[]): AnswerRating[] {
  return ratings.sort((a, b) => (a.model < b.model ? -1 : a.model > b.model ? 1 : a.requestId < b.requestId ? -1 : 1));
}

/** Win +1, loss −1, tie 0, all bad −1. */
function toRatings({
  choice,
  winner,
  models,
  requests,
}: Pick<Vote, 'choice' | 'winner' | 'models' | 'requests'>): AnswerRating[] {
  const ratingAt = (i: number) => (choice === 'tie' ? 0 : choice === 'answer' && i === winner ? 1 : -1);
  return sortByModel(requests.map((requestId, i) => ({ requestId, model: models[i] ?? '', rating: ratingAt(i) })));
}

function toCountedVote(
  vote: Pick<Vote, 'teamId' | 'createdAt' | 'category' | 'isBlind' | 'choice' | 'winner' | 'models'>,
  sign: 1 | -1,
): CountedVote {
  const { teamId, createdAt, category, isBlind } = vote;
  return { teamId, createdAt, category, isBlind, pairs: toVotePairs(vote), sign };
}
