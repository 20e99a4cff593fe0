import { raterFor, type UserCaller } from '../../caller';
import { type PromptContext, toPromptContext } from '../../engine/memory/context';
import { AppError } from '../../errors';
import type { Transaction } from '../client';
import type { Prisma } from '../generated/client';
import { toDecision } from '../ledger/decision';
import { ownedBy } from './comparisons';

/** What a vote on a prompt depends on. */
export interface VoteContext {
  comparisonId: string;
  category: string;
  /** Whether names, costs and speed are hidden so far. */
  isBlind: boolean;
  /** The finished answers, in the order of the comparison's columns. */
  answers: { column: number; requestId: string; model: string; context: PromptContext }[];
  order: number[];
  /** The caller's vote that counts now. */
  current: VoteRow | null;
}

export type VoteRow = Prisma.VoteGetPayload<object>;

/** Reads a prompt of the caller's own for a vote on its answers. Throws `not_found`. */
export async function findVoteContext(
  transaction: Transaction,
  caller: UserCaller,
  promptId: string,
): Promise<VoteContext> {
  const prompt = await transaction.comparisonPrompt.findFirst({
    where: { id: promptId, comparison: ownedBy(caller) },
    include: { comparison: true, answers: { orderBy: { column: 'asc' } } },
  });
  if (!prompt) throw new AppError('not_found', 'There is no such prompt to vote on.');
  const requests = await transaction.request.findMany({
    where: { id: { in: prompt.answers.map(({ requestId }) => requestId) }, teamId: caller.teamId },
    select: { id: true, status: true, model: true, decision: true },
  });
  const answers = prompt.answers.flatMap(({ column, requestId, content }) => {
    const request = requests.find(({ id }) => id === requestId);
    // An aborted or failed answer is not the model's full answer.
    if (request?.status !== 'succeeded' || !request.model || !content) return [];
    return { column, requestId, model: request.model, context: toPromptContext(toDecision(request.decision)) };
  });
  return {
    comparisonId: prompt.comparisonId,
    category: answers[0]?.context.category ?? 'medium',
    isBlind: prompt.comparison.isBlind && !(await hasBeenVotedOn(transaction, prompt)),
    answers,
    order: prompt.order,
    current: await transaction.vote.findFirst({
      where: { promptId, rater: raterFor(caller), withdrawnAt: null },
    }),
  };
}

/** Whether any vote, on this prompt or on another turn of its conversation, has revealed the columns. */
async function hasBeenVotedOn(
  transaction: Transaction,
  { id, comparisonId }: { id: string; comparisonId: string },
): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ voted: boolean }[]>`
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
