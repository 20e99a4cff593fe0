import { withCaller } from '@/lib/auth/doormen';
import { turnSchema } from '@/lib/gateway/chat/turn-schema';
import { answerTurn } from './answer-turn';
import { followResponse } from './follow-response';

/** The playground's stream: the gateway's own run, worded as an AI SDK UI stream. */
export const POST = withCaller({ schema: turnSchema, source: 'playground' }, async (admitted, request) => {
  const { runtime, caller, input } = admitted;
  return followResponse(await answerTurn(runtime, caller, input), 0, request.signal);
});
