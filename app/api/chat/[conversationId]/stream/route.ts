import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { followResponse } from '../../follow-response';

const schema = z.object({
  answer: z.string().max(64).optional(),
  /** Number of chunks that the client has received. */
  from: z.coerce.number().int().min(0).max(10_000_000).default(0),
});

/** Resumes a running answer from a chunk; 204 when none is running. */
export const GET = withCaller({ schema }, async ({ runtime, caller, input }, request) => {
  const conversationId = new URL(request.url).pathname.split('/').at(-2) ?? '';
  const { userId, teamId } = caller;
  const live = runtime.liveAnswers.find({ conversationId, userId, teamId }, input.answer);
  return live ? followResponse(live, input.from, request.signal) : new Response(null, { status: 204 });
});
