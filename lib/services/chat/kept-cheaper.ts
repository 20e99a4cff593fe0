import { mayTeach, type UserCaller } from '../../caller';
import { type EarlierAnswer, findAnswerRequests, findSiblingAnswers } from '../../db/chat/threads';
import { type FeedbackRuntime, giveFeedback } from '../../gateway/learning';
import type { Runtime } from '../../runtime/runtime';

/**
 * Learns that a cheaper answer was good enough: it was requested after a more expensive one, and its reader accepted it
 * by asking a follow-up, rating it up or copying it. Repeating this changes nothing.
 */
export async function noteKept(
  runtime: FeedbackRuntime & Pick<Runtime, 'database'>,
  caller: UserCaller,
  answerId: string,
): Promise<void> {
  if (!mayTeach(caller)) return;
  const siblings = await findSiblingAnswers(runtime.database, caller, answerId);
  const at = siblings.findIndex(({ id }) => id === answerId);
  if (at < 1) return;
  const requests = await findAnswerRequests(
    runtime.database,
    caller,
    siblings.slice(0, at + 1).map(({ requestId }) => requestId),
  );
  const [kept, ...earlier] = siblings
    .slice(0, at + 1)
    .reverse()
    .flatMap(({ requestId }) => requests.get(requestId) ?? []);
  if (kept && isCheaperTake(kept, earlier))
    await giveFeedback(runtime, caller, { requestId: kept.id, kind: 'cheaper' });
}

/** True when an answer came from a model with a lower expected cost than one that had answered before. */
export function isCheaperTake(kept: EarlierAnswer, earlier: EarlierAnswer[]): boolean {
  if (kept.status !== 'succeeded') return false;
  return earlier.some((other) => {
    if (other.status !== 'succeeded' || other.model === kept.model) return false;
    const [keptCost, otherCost] = expectedCosts(kept, other);
    return keptCost !== null && otherCost !== null && keptCost < otherCost;
  });
}

/** Both costs from one decision, so that they are estimates of the same request; else what the answers did cost. */
function expectedCosts(kept: EarlierAnswer, other: EarlierAnswer): [number | null, number | null] {
  for (const { decision } of [kept, other]) {
    const findCost = (model: string | null) =>
      decision.candidates.find((one) => one.model === model)?.costNanoUsd ?? null;
    if (findCost(kept.model) !== null && findCost(other.model) !== null)
      return [findCost(kept.model), findCost(other.model)];
  }
  return [kept.costNanoUsd, other.costNanoUsd];
}
