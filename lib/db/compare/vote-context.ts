import { type Caller, raterOf } from '../../caller';
import { contextOf, type PromptContext } from '../../engine/memory/context';
import { AppError } from '../../errors';
import type { Database } from '../client';
import type { Prisma } from '../generated/client';
import type { Transaction } from '../learning/feedback';
import { toDecision } from '../ledger/decision';
import { ownedBy } from './comparisons';

type UserCaller = Extract<Caller, { kind: 'user' }>;

/** What can be voted on. */
export interface Ballot {
  comparisonId: string;
  category: string;
  /** Whether names, costs and speed have been hidden up to now. */
  isBlind: boolean;
  /** The answers that count, in the order of the comparison's columns. */
  answers: { column: number; requestId: string; model: string; context: PromptContext }[];
  order: number[];
  standing: VoteRow | null;
}

export type VoteRow = Prisma.VoteGetPayload<object>;

/** The answers to a prompt of the caller's own that a vote would be on. Throws `not_found`. */
export async function findBallot(
  database: Database | Transaction,
  caller: UserCaller,
  promptId: string,
): Promise<Ballot> {
  const prompt = await database.comparisonPrompt.findFirst({
    where: { id: promptId, comparison: ownedBy(caller) },
    include: { comparison: true, answers: { orderBy: { column: 'asc' } } },
  });
  if (!prompt) throw new AppError('not_found', 'There is no such prompt to vote on.');
  const requests = await database.request.findMany({
    where: { id: { in: prompt.answers.map(({ requestId }) => requestId) }, teamId: caller.teamId },
    select: { id: true, status: true, model: true, decision: true },
  });
  const answers = prompt.answers.flatMap(({ column, requestId, content }) => {
    const request = requests.find(({ id }) => id === requestId);
    // What was stopped or broke off is not what the model had to say.
    if (request?.status !== 'succeeded' || !request.model || !content) return [];
    return { column, requestId, model: request.model, context: contextOf(toDecision(request.decision)) };
  });
  return {
    comparisonId: prompt.comparisonId,
    category: answers[0]?.context.category ?? 'medium',
    isBlind: prompt.comparison.isBlind && !(await wasEverVotedOn(database, prompt)),
    answers,
    order: prompt.order,
    standing: await database.vote.findFirst({
      where: { promptId, rater: raterOf(caller), withdrawnAt: null },
    }),
  };
}

/** Whether a vote has revealed the columns of a prompt's conversation, this prompt's or another turn's. */
async function wasEverVotedOn(
  database: Database | Transaction,
  { id, comparisonId }: { id: string; comparisonId: string },
): Promise<boolean> {
  const [row] = await database.$queryRaw<{ voted: boolean }[]>`
    with recursive turns as (
      select id, follows_id from comparison_prompts where comparison_id = ${comparisonId}
    ), up as (
      select * from turns where id = ${id}
      union select turns.* from turns join up on turns.id = up.follows_id
    ), conversation as (
      select id from up where follows_id is null
      union select turns.id from turns join conversation on turns.follows_id = conversation.id
    )
    select exists (select from votes join conversation on conversation.id = votes.prompt_id) as voted`;
  return row?.voted ?? false;
}
