import { withCaller } from '@/lib/auth/guards';
import { answerTurn } from '@/lib/services/chat/answer-turn';
import { turnSchema } from '@/lib/services/chat/turn-schema';
import { followResponse } from './follow-response';

/** The playground's stream: a gateway run as an AI SDK UI stream. */
export const POST = withCaller({ schema: turnSchema, source: 'playground' }, async (admitted, request) => {
  const { runtime, caller, input } = admitted;
  return followResponse(await answerTurn(runtime, caller, input), 0, request.signal);
});
