import { mayTeach, type UserCaller } from '../../caller';
import { findAnswerRequests } from '../../db/chat/threads';
import { isDatabaseAway } from '../../db/system/away';
import { type FeedbackRuntime, giveFeedback } from '../../gateway/learning';
import { errorFacts } from '../../log';
import type { Runtime } from '../../runtime/runtime';
import { noteKept } from './kept-cheaper';
import type { PreparedTurn } from './prepare-turn';
import type { Asked } from './turn-schema';

/** Learns from what the user asked for. A failure here must not fail the answer. */
export async function learnFromTurn(
  runtime: FeedbackRuntime & Pick<Runtime, 'database' | 'log'>,
  caller: UserCaller,
  asked: Asked,
  { feedback }: PreparedTurn,
): Promise<void> {
  if (!mayTeach(caller)) return;
  try {
    if (asked.kind === 'question' && asked.parentId) await noteKept(runtime, caller, asked.parentId);
    if (feedback && (await hasSucceeded(runtime, caller, feedback.requestId)))
      await giveFeedback(runtime, caller, { requestId: feedback.requestId, kind: feedback.kind });
  } catch (error) {
    if (!isDatabaseAway(error)) runtime.log('warn', 'Implicit feedback could not be stored.', errorFacts(error));
  }
}

/** Asking again after a failed or stopped answer says nothing about the model's quality. */
async function hasSucceeded(
  { database }: Pick<Runtime, 'database'>,
  caller: UserCaller,
  requestId: string,
): Promise<boolean> {
  return (await findAnswerRequests(database, caller, [requestId])).get(requestId)?.status === 'succeeded';
}
