import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { followResponse } from '../../follow-response';

const schema = z.object({
  answer: z.string().max(64).optional(),
  /** How many chunks the client has received. */
  from: z.coerce.number().int().min(0).max(10_000_000).default(0),
});

/** A running answer, from any of its chunks on; 204 when none is running. */
export const GET = withCaller({ schema }, async ({ runtime, caller, input }, request, { conversationId = '' }) => {
  const { userId, teamId } = caller;
  const live = runtime.liveAnswers.find({ conversationId, userId, teamId }, input.answer);
  return live ? followResponse(live, input.from, request.signal) : new Response(null, { status: 204 });
});
