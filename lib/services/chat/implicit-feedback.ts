import { mayTeach, type UserCaller } from '../../caller';
import { findAnswerRequests } from '../../db/chat/threads';
import { isDatabaseAway } from '../../db/system/away';
import type { LearnContext } from '../../gateway/contexts';
import { giveFeedback } from '../../gateway/learning';
import { errorFacts } from '../../log';
import type { Runtime } from '../../runtime/runtime';
import { noteKept } from './kept-cheaper';
import type { PreparedTurn } from './prepare-turn';
import type { Asked } from './turn-schema';

/** What memory hears from the asking itself. A failure here costs nobody their answer. */
export async function noteAsked(
  runtime: LearnContext & Pick<Runtime, 'database' | 'log'>,
  caller: UserCaller,
  asked: Asked,
  { word }: PreparedTurn,
): Promise<void> {
  if (!mayTeach(caller)) return;
  try {
    if (asked.as === 'question' && asked.parentId) await noteKept(runtime, caller, asked.parentId);
    if (word && (await isWhole(runtime, caller, word.requestId)))
      await giveFeedback(runtime, caller, { requestId: word.requestId, kind: word.kind });
  } catch (error) {
    if (!isDatabaseAway(error)) runtime.log('warn', 'A wish could not be learned from.', errorFacts(error));
  }
}

/** Asking again after an answer that failed or was stopped says nothing about how good its model is. */
async function isWhole(
  { database }: Pick<Runtime, 'database'>,
  caller: UserCaller,
  requestId: string,
): Promise<boolean> {
  return (await findAnswerRequests(database, caller, [requestId])).get(requestId)?.status === 'succeeded';
}
