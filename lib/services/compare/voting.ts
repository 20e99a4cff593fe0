import { type Caller, mayTeach } from '../../caller';
import { findBallot } from '../../db/compare/vote-context';
import { castVote, type VoteInput, withdrawVote } from '../../db/compare/votes';
import type { Effect, Recorded } from '../../db/learning/feedback';
import { noteEffect } from '../../db/learning/feedback';
import { unlistedModel } from '../../engine/catalog/unlisted';
import type { PromptContext } from '../../engine/memory/context';
import { priorQuality } from '../../engine/policy/prior';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import { type Outlook, prepareOdds } from '../routing/traffic-share';

type UserCaller = Extract<Caller, { kind: 'user' }>;

/** What a vote did to one model, noted beside its feedback; the first one also has what it did to the odds. */
export interface VoteEffectNoted extends Effect {
  odds?: OddsChange;
}

/** Who answers the next prompt of the category, before the vote and after it. */
export interface OddsChange extends Omit<Outlook, 'shares'> {
  before: Outlook['shares'];
  after: Outlook['shares'];
}

/** Why somebody may not vote, in words; null when they may. */
export function whyNoVote(caller: Caller): string | null {
  return mayTeach(caller)
    ? null
    : 'Viewers read and compare, but their votes would not teach the router: ask an admin for the member role.';
}

/**
 * A person says which answer is best: written down, learned from at once, and seen by the next decision. What it did to
 * the estimates and to the odds is noted beside it. The same vote again changes nothing.
 */
export async function vote(runtime: Runtime, caller: UserCaller, input: VoteInput): Promise<void> {
  const refusal = whyNoVote(caller);
  if (refusal) throw new AppError('forbidden', refusal);
  const { database, knowledge } = runtime;
  const ballot = await findBallot(database, caller, input.promptId);
  const oddsNow = await prepareOdds(runtime, caller, ballot.category);
  const before = new Map(ballot.answers.map((answer) => [answer.requestId, estimateOf(runtime, caller, answer)]));
  const oddsBefore = oddsNow();
  const { recorded } = await castVote(database, caller, input);
  takeAll(runtime, recorded);
  const oddsAfter = oddsNow();
  let odds: OddsChange | undefined = { ...oddsAfter, before: oddsBefore.shares, after: oddsAfter.shares };
  for (const { id, requestId, learned } of recorded) {
    const from = before.get(requestId);
    if (!learned || from === undefined) continue;
    const n = knowledge.memory.tally(caller.teamId, learned.model, learned.context.category).n;
    const effect: VoteEffectNoted = { before: from, after: estimateOf(runtime, caller, learned), n };
    await noteEffect(database, id, { ...effect, ...(odds && { odds }) });
    odds = undefined;
  }
}

/** Takes a vote back; every estimate is then as if it had never been given. */
export async function undoVote(runtime: Runtime, caller: UserCaller, promptId: string): Promise<void> {
  takeAll(runtime, await withdrawVote(runtime.database, caller, promptId));
}

function takeAll({ knowledge }: Runtime, recorded: Recorded[]): void {
  for (const { learned } of recorded) if (learned) knowledge.take(learned);
}

/** What is expected of a model for a prompt, by all that is known now. */
function estimateOf(
  { catalog, knowledge }: Runtime,
  { teamId }: Caller,
  { model: id, context }: { model: string; context: PromptContext },
): number {
  const model = catalog.get(id) ?? unlistedModel(id, 0);
  const prior = priorQuality(model, context).mean;
  return knowledge.memory.estimate(teamId, model, context, prior)?.mean ?? prior;
}
