import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { followResponse } from '../../follow-response';

const schema = z.object({
  answer: z.string().max(64).optional(),
  /** How many chunks the client has seen. */
  from: z.coerce.number().int().min(0).max(10_000_000).default(0),
});

/** An answer that is being given, from any of its chunks on; 204 when nothing runs. */
export const GET = withCaller({ schema }, async ({ runtime, caller, input }, request) => {
  const conversationId = new URL(request.url).pathname.split('/').at(-2) ?? '';
  const { userId, teamId } = caller;
  const live = runtime.liveAnswers.find({ conversationId, userId, teamId }, input.answer);
  return live ? followResponse(live, input.from, request.signal) : new Response(null, { status: 204 });
});
