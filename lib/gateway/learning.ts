import type { Caller } from '../caller';
import { promptOf } from '../db/chat/conversations';
import {
  type Effect,
  type FeedbackEntry,
  noteEffect,
  type Recorded,
  recordAnswerFailure,
  recordFeedback,
  withdrawFeedback,
} from '../db/learning/feedback';
import { isDatabaseAway } from '../db/system/away';
import { unlistedModel } from '../engine/catalog/unlisted';
import { correctionOf } from '../engine/classify/corrections';
import type { FailureKind } from '../engine/execute/failure';
import { priorQuality } from '../engine/policy/prior';
import type { Category, Outcome } from '../engine/types';
import { errorFacts } from '../log';
import type { Runtime } from '../runtime/runtime';

export interface Said {
  id: string;
  /** What it did to the model's estimate; null when it says nothing about quality. */
  effect: (Effect & { model: string; category: Category }) | null;
}

/** A caller says how good an answer was: written down, learned from at once, and seen by the next decision. */
export async function giveFeedback(runtime: Runtime, caller: Caller, entry: FeedbackEntry): Promise<Said> {
  await runtime.settlements.settled(entry.requestId);
  return remember(runtime, await recordFeedback(runtime.database, caller, entry));
}

/** Takes it back; memory is then as if it had never been said. */
export async function takeBackFeedback(
  runtime: Runtime,
  caller: Caller,
  requestId: string,
  kind: FeedbackEntry['kind'] = 'rating',
): Promise<Said> {
  const recorded = await withdrawFeedback(runtime.database, caller, requestId, kind);
  if (kind === 'correction') await runtime.knowledge.refreshClassifier(caller.teamId);
  return remember(runtime, recorded);
}

/**
 * A caller says what kind of prompt it was. The team's classifier learns it at once, from hashed features, as long as
 * the prompt is still at hand: in this process's memory, or in a conversation. Resolves to whether it did.
 */
export async function correctCategory(
  runtime: Runtime,
  caller: Caller,
  requestId: string,
  category: Category,
): Promise<{ id: string; isLearned: boolean }> {
  const prompt = runtime.prompts.get(requestId) ?? (await promptOf(runtime.database, caller, requestId));
  const features = prompt === null ? null : correctionOf(prompt, category);
  const entry = { requestId, kind: 'correction' as const, category, ...(features && { features }) };
  const { id } = await recordFeedback(runtime.database, caller, entry);
  await runtime.knowledge.refreshClassifier(caller.teamId);
  return { id, isLearned: features !== null };
}

/** What a vendor sends as an answer that is none. Outages and limits say nothing about how well a model answers. */
const FAILED_ANSWERS: ReadonlySet<FailureKind> = new Set(['empty', 'malformed']);

/** Learns from the answers of a request that were no good, after it has ended; a failure here costs nobody their answer. */
export async function learnFromFailures(
  runtime: Runtime,
  teamId: string,
  requestId: string,
  { attempts }: Outcome,
): Promise<void> {
  const failed = attempts.filter(({ failure }) => failure && FAILED_ANSWERS.has(failure.kind));
  for (const model of new Set(failed.map((attempt) => attempt.model)))
    await recordAnswerFailure(runtime.database, { teamId, requestId, model })
      .then((recorded) => remember(runtime, recorded))
      .catch((error) => {
        if (!isDatabaseAway(error))
          runtime.log('warn', 'A failed answer could not be learned from.', errorFacts(error));
      });
}

/** Lets the next decision know, and keeps beside the row what it changed. */
async function remember({ knowledge, catalog, database }: Runtime, { id, learned }: Recorded): Promise<Said> {
  if (!learned) return { id, effect: null };
  const { teamId, model: modelId, context } = learned;
  const model = catalog.get(modelId) ?? unlistedModel(modelId, 0);
  const prior = priorQuality(model, context).mean;
  const estimate = () => knowledge.memory.estimate(teamId, model, context, prior)?.mean ?? prior;
  const before = estimate();
  knowledge.take(learned);
  const effect = { before, after: estimate(), n: knowledge.memory.tally(teamId, modelId, context.category).n };
  await noteEffect(database, id, effect);
  return { id, effect: { ...effect, model: modelId, category: context.category } };
}
