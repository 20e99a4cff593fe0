import type { UserCaller } from '../../caller';
import { findAnswerRequests, threadTo } from '../../db/chat/threads';
import type { Candidate } from '../../engine/types';
import { type PlanRuntime, planFor } from '../../gateway/run';
import type { Runtime } from '../../runtime/runtime';
import { toChatMessages } from './thread-messages';

/** Models that could answer the same question now, best first, with their expected cost. Calls no model. */
export async function candidatesFor(
  runtime: PlanRuntime & Pick<Runtime, 'database'>,
  caller: UserCaller,
  { conversationId, answerId }: { conversationId: string; answerId: string },
): Promise<Candidate[]> {
  const thread = await threadTo(runtime.database, caller, conversationId, answerId);
  const requestId = thread.at(-1)?.requestId;
  const behind = requestId && (await findAnswerRequests(runtime.database, caller, [requestId])).get(requestId);
  const question = thread.findLastIndex(({ role }) => role === 'user');
  const request = { model: 'auto', messages: toChatMessages(thread.slice(0, question + 1)), stream: true };
  return planFor(runtime, caller, request, behind ? { category: behind.decision.category } : {}).candidates;
}
