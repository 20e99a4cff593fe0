import { mayTeach, type UserCaller } from '../../caller';
import { type EarlierAnswer, findAnswerRequests, findSiblingAnswers } from '../../db/chat/threads';
import type { LearnContext } from '../../gateway/contexts';
import { giveFeedback } from '../../gateway/learning';
import type { Runtime } from '../../runtime/runtime';

/**
 * Memory hears that a cheaper answer was good enough, when it was asked for after a dearer one and its reader goes on
 * with it: asks the next question below it, rates it up or copies it. Hearing it again changes nothing.
 */
export async function noteKept(
  runtime: LearnContext & Pick<Runtime, 'database'>,
  caller: UserCaller,
  answerId: string,
): Promise<void> {
  if (!mayTeach(caller)) return;
  const beside = await findSiblingAnswers(runtime.database, caller, answerId);
  const at = beside.findIndex(({ id }) => id === answerId);
  if (at < 1) return;
  const requests = await findAnswerRequests(
    runtime.database,
    caller,
    beside.slice(0, at + 1).map(({ requestId }) => requestId),
  );
  const [kept, ...elder] = beside
    .slice(0, at + 1)
    .reverse()
    .flatMap(({ requestId }) => requests.get(requestId) ?? []);
  if (kept && isCheaperTake(kept, elder)) await giveFeedback(runtime, caller, { requestId: kept.id, kind: 'cheaper' });
}

/** True when an answer came from a model that is expected to cost less than one which had answered before. */
export function isCheaperTake(kept: EarlierAnswer, elder: EarlierAnswer[]): boolean {
  if (kept.status !== 'succeeded') return false;
  return elder.some((other) => {
    if (other.status !== 'succeeded' || other.model === kept.model) return false;
    const [own, its] = expectedCosts(kept, other);
    return own !== null && its !== null && own < its;
  });
}

/** Both costs from one decision, so that they are estimates of the same request; else what the answers did cost. */
function expectedCosts(kept: EarlierAnswer, other: EarlierAnswer): [number | null, number | null] {
  for (const { decision } of [kept, other]) {
    const costOf = (model: string | null) =>
      decision.candidates.find((one) => one.model === model)?.costNanoUsd ?? null;
    if (costOf(kept.model) !== null && costOf(other.model) !== null) return [costOf(kept.model), costOf(other.model)];
  }
  return [kept.costNanoUsd, other.costNanoUsd];
}
