import { type Caller, raterOf } from '../../caller';
import { newId } from '../../engine/id';
import { pairsOf } from '../../engine/preference/vote-pairs';
import { AppError } from '../../errors';
import type { Database } from '../client';
import {
  FEEDBACK_TRANSACTION,
  type Recorded,
  recordFeedbackIn,
  type Transaction,
  withdrawFeedbackIn,
} from '../learning/feedback';
import { type CountedVote, countPairs } from '../rollup/pairs';
import { oneVoteAtATime } from './comparisons';
import { type Ballot, findBallot, type VoteRow } from './vote-context';

type UserCaller = Extract<Caller, { kind: 'user' }>;

export interface VoteInput {
  promptId: string;
  choice: 'answer' | 'tie' | 'all_bad';
  /** The place of the answer preferred, as it stands on the page; null for a tie and all bad. */
  place: number | null;
}

export interface Cast {
  /** Feedback rows that were written, with what memory learned. */
  recorded: Recorded[];
  /** False when the same was said already: then nothing was written. */
  isNew: boolean;
}

/**
 * Writes down a vote, the feedback on each answer that it means, and its pairs, in one transaction. A second vote of the
 * same person takes the first one's place; the same vote again changes nothing.
 */
export async function castVote(database: Database, caller: UserCaller, input: VoteInput): Promise<Cast> {
  return database.$transaction(async (transaction) => {
    await oneVoteAtATime(transaction, input.promptId);
    const ballot = await findBallot(transaction, caller, input.promptId);
    const { standing } = ballot;
    const vote = toVote(caller, input, ballot);
    if (standing && isSame(standing, vote)) return { recorded: [], isNew: false };
    if (standing) await transaction.vote.update({ where: { id: standing.id }, data: { withdrawnAt: vote.createdAt } });
    await transaction.vote.create({ data: vote });
    const recorded = await sayOfEach(transaction, caller, standing, vote);
    await countPairs(transaction, [...(standing ? [counted(standing, -1)] : []), counted(vote, 1)]);
    return { recorded, isNew: true };
  }, FEEDBACK_TRANSACTION);
}

/** Takes the caller's vote on a prompt back; memory and pairs are then as if it had never been given. */
export async function withdrawVote(database: Database, caller: UserCaller, promptId: string): Promise<Recorded[]> {
  return database.$transaction(async (transaction) => {
    await oneVoteAtATime(transaction, promptId);
    const { standing } = await findBallot(transaction, caller, promptId);
    if (!standing) throw new AppError('not_found', 'There is no vote of yours to undo.');
    await transaction.vote.update({ where: { id: standing.id }, data: { withdrawnAt: new Date() } });
    const recorded: Recorded[] = [];
    for (const { requestId } of inOrder(standing))
      recorded.push(await withdrawFeedbackIn(transaction, caller, requestId, 'vote'));
    await countPairs(transaction, [counted(standing, -1)]);
    return recorded;
  }, FEEDBACK_TRANSACTION);
}

function toVote(caller: UserCaller, { promptId, choice, place }: VoteInput, ballot: Ballot) {
  const { answers, category, isBlind, order } = ballot;
  if (answers.length < 2)
    throw new AppError('conflict', 'A vote needs two finished answers at least. Wait for another, or try one again.');
  const column = choice === 'answer' && place !== null ? order[place] : null;
  const winner = column === null ? null : answers.findIndex((answer) => answer.column === column);
  if (winner === -1) throw new AppError('conflict', 'That answer is not finished, so it cannot be chosen yet.');
  if (choice === 'answer' && winner === null)
    throw new AppError('invalid_request_error', 'Say which answer is best.', { param: 'place' });
  return {
    id: newId('vote'),
    promptId,
    teamId: caller.teamId,
    rater: raterOf(caller),
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

function isSame(standing: VoteRow, { choice, winner, requests }: Vote): boolean {
  return (
    standing.choice === choice &&
    standing.requests[standing.winner ?? -1] === requests[winner ?? -1] &&
    standing.requests.every((request) => requests.includes(request))
  );
}

/** What each answer's feedback says now; what it said before and is not said anew is taken back. */
async function sayOfEach(transaction: Transaction, caller: UserCaller, before: VoteRow | null, vote: Vote) {
  const recorded: Recorded[] = [];
  const gone = before ? inOrder(before).filter(({ requestId }) => !vote.requests.includes(requestId)) : [];
  for (const { requestId, rating } of byModel([...gone.map((one) => ({ ...one, rating: null })), ...inOrder(vote)]))
    recorded.push(
      rating === null
        ? await withdrawFeedbackIn(transaction, caller, requestId, 'vote')
        : await recordFeedbackIn(transaction, caller, { requestId, kind: 'vote', rating, isBlind: vote.isBlind }),
    );
  return recorded;
}

interface Said {
  requestId: string;
  model: string;
  rating: number | null;
}

/** Models in one order for everybody, so that two who vote at the same time never wait for each other in a ring. */
function byModel(said: Said[]): Said[] {
  return said.sort((a, b) => (a.model < b.model ? -1 : a.model > b.model ? 1 : a.requestId < b.requestId ? -1 : 1));
}

/** Won +1, lost −1, tie 0, all bad −1. */
function inOrder({
  choice,
  winner,
  models,
  requests,
}: Pick<Vote, 'choice' | 'winner' | 'models' | 'requests'>): Said[] {
  const ratingOf = (i: number) => (choice === 'tie' ? 0 : choice === 'answer' && i === winner ? 1 : -1);
  return byModel(requests.map((requestId, i) => ({ requestId, model: models[i] ?? '', rating: ratingOf(i) })));
}

function counted(
  vote: Pick<Vote, 'teamId' | 'createdAt' | 'category' | 'isBlind'> & VotedOnRow,
  sign: 1 | -1,
): CountedVote {
  const { teamId, createdAt, category, isBlind } = vote;
  return { teamId, createdAt, category, isBlind, pairs: pairsOf(vote), sign };
}

type VotedOnRow = Pick<Vote, 'choice' | 'winner' | 'models'>;
