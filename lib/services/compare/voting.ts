import { type Caller, mayTeach, type UserCaller } from '../../caller';
import type { Transaction } from '../../db/client';
import type { VoteContext } from '../../db/compare/vote-context';
import { castVote, type VoteEffect, type VoteInput, withdrawVote } from '../../db/compare/votes';
import type { Recorded } from '../../db/learning/feedback';
import { unlistedModel } from '../../engine/catalog/unlisted';
import type { PromptContext } from '../../engine/memory/context';
import type { Memory } from '../../engine/memory/memory';
import { priorQuality } from '../../engine/policy/prior';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import { prepareTrafficShare } from '../routing/traffic-share';

/** Why a caller may not vote; null when they may. */
export function whyNoVote(caller: Caller): string | null {
  return mayTeach(caller)
    ? null
    : 'Viewers can compare models but cannot vote, because votes train the router. Ask an admin for the member role.';
}

/**
 * Stores the caller's vote with its effect on the estimates and on the odds, and learns from it at once. The same vote
 * again changes nothing.
 */
export async function vote(runtime: Runtime, caller: UserCaller, input: VoteInput): Promise<void> {
  const refusal = whyNoVote(caller);
  if (refusal) throw new AppError('forbidden', refusal);
  const recorded = await castVote(runtime.database, caller, input, (transaction, context, feedback) =>
    measureVote(runtime, { transaction, caller, context, feedback }),
  );
  learnFrom(runtime, recorded);
}

/** Withdraws the caller's vote; every estimate is then as if it had never been cast. */
export async function undoVote(runtime: Runtime, caller: UserCaller, promptId: string): Promise<void> {
  learnFrom(runtime, await withdrawVote(runtime.database, caller, promptId));
}

function learnFrom({ knowledge }: Runtime, recorded: Recorded[]): void {
  for (const { learned } of recorded) if (learned) knowledge.take(learned);
}

interface UncommittedVote {
  transaction: Transaction;
  caller: UserCaller;
  context: VoteContext;
  feedback: Recorded[];
}

/** Compares memory with a copy that has learned from the vote: memory itself learns once the vote is committed. */
async function measureVote(
  runtime: Runtime,
  { transaction, caller, context, feedback }: UncommittedVote,
): Promise<VoteEffect> {
  const oddsWith = await prepareTrafficShare(runtime, caller, context.category, transaction);
  const before = runtime.knowledge.memory;
  const after = before.with(feedback.flatMap(({ learned }) => learned ?? []));
  const estimates = feedback.flatMap(({ id, requestId, learned }) => {
    const answer = context.answers.find((one) => one.requestId === requestId);
    if (!learned || !answer) return [];
    const effect = {
      before: estimateFor(runtime, before, caller, answer),
      after: estimateFor(runtime, after, caller, learned),
      n: after.tally(caller.teamId, learned.model, learned.context.category).n,
    };
    return { feedbackId: id, effect };
  });
  const { shares: sharesBefore } = oddsWith(before);
  const { shares: sharesAfter, ...basis } = oddsWith(after);
  return { odds: { ...basis, before: sharesBefore, after: sharesAfter }, estimates };
}

function estimateFor(
  { catalog }: Runtime,
  memory: Memory,
  { teamId }: Caller,
  { model: id, context }: { model: string; context: PromptContext },
): number {
  const model = catalog.get(id) ?? unlistedModel(id, 0);
  const prior = priorQuality(model, context).mean;
  return memory.estimate(teamId, model, context, prior)?.mean ?? prior;
}
