import type { Caller } from '../caller';
import { findPrompt } from '../db/chat/conversations';
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
import { createCorrection } from '../engine/classify/corrections';
import type { FailureKind } from '../engine/execute/failure';
import { priorQuality } from '../engine/policy/prior';
import type { Category, Outcome } from '../engine/types';
import { errorFacts } from '../log';
import type { Runtime } from '../runtime/runtime';

export type LearningRuntime = Pick<Runtime, 'catalog' | 'database' | 'knowledge'>;

/** What recording feedback needs. */
export type FeedbackRuntime = LearningRuntime & Pick<Runtime, 'settlements' | 'prompts'>;

export interface FeedbackResult {
  id: string;
  /** How the model's estimate changed; null when the feedback does not concern quality. */
  effect: (Effect & { model: string; category: Category }) | null;
}

/** Records feedback on an answer and learns from it at once: the next decision uses it. */
export async function giveFeedback(
  runtime: LearningRuntime & Pick<Runtime, 'settlements'>,
  caller: Caller,
  entry: FeedbackEntry,
): Promise<FeedbackResult> {
  await runtime.settlements.settled(entry.requestId);
  return remember(runtime, await recordFeedback(runtime.database, caller, entry));
}

/** Takes feedback back; memory is then as if it had never been given. */
export async function takeBackFeedback(
  runtime: LearningRuntime,
  caller: Caller,
  requestId: string,
  kind: FeedbackEntry['kind'] = 'rating',
): Promise<FeedbackResult> {
  const recorded = await withdrawFeedback(runtime.database, caller, requestId, kind);
  if (kind === 'correction') await runtime.knowledge.refreshClassifier(caller.teamId);
  return remember(runtime, recorded);
}

/**
 * Corrects a prompt's category. The team's classifier learns it at once, from hashed features, when the prompt is still
 * available: in this process's memory, or in a stored conversation. The result says whether it did.
 */
export async function correctCategory(
  runtime: LearningRuntime & Pick<Runtime, 'prompts'>,
  caller: Caller,
  requestId: string,
  category: Category,
): Promise<{ id: string; isLearned: boolean }> {
  const prompt = runtime.prompts.get(requestId) ?? (await findPrompt(runtime.database, caller, requestId));
  const features = prompt === null ? null : createCorrection(prompt, category);
  const entry = { requestId, kind: 'correction' as const, category, ...(features && { features }) };
  const { id } = await recordFeedback(runtime.database, caller, entry);
  await runtime.knowledge.refreshClassifier(caller.teamId);
  return { id, isLearned: features !== null };
}

/** Failures of the answer itself. Outages and rate limits are no evidence about a model's quality. */
const FAILED_ANSWERS: ReadonlySet<FailureKind> = new Set(['empty', 'malformed']);

/** Learns from a request's failed answers after it has ended. Never rejects: the answer is already out. */
export async function learnFromFailures(
  runtime: LearningRuntime & Pick<Runtime, 'log'>,
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

/** Updates memory for the next decision, and stores the change with the feedback row. */
async function remember(
  { knowledge, catalog, database }: LearningRuntime,
  { id, learned }: Recorded,
): Promise<FeedbackResult> {
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
