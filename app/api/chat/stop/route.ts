import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';

const schema = z.object({ conversationId: z.string().max(64), answerId: z.string().max(64) });

/** Stops a running answer. What was received is stored, and all followers get the end. */
export const POST = withCaller({ schema }, async ({ runtime, caller, input }) => {
  const { userId, teamId } = caller;
  const live = runtime.liveAnswers.find({ conversationId: input.conversationId, userId, teamId }, input.answerId);
  live?.stop();
  return Response.json({ isStopped: live !== null });
});
