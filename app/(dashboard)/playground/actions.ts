'use server';
import { refresh, revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { findMessage } from '@/lib/db/chat/conversations';
import { chooseLeaf } from '@/lib/db/chat/threads';
import { candidatesFor } from '@/lib/services/chat/candidates';
import { noteKept } from '@/lib/services/chat/kept-cheaper';
import { toMessage } from '@/lib/services/chat/stored-messages';

/**
 * Refreshes the page. The client's `router.refresh()` would replace the page with the browser's error page when the
 * server is down; a failed action leaves the page unchanged.
 */
export const refreshAction = callerAction({ schema: z.object({}) }, async () => {
  refresh();
  return null;
});

/** Records that an answer was copied, a sign that its reader accepted it. */
export const noteKeptAction = callerAction(
  { schema: z.object({ answerId: z.string().max(64) }) },
  async ({ runtime, caller, input }) => {
    await noteKept(runtime, caller, input.answerId);
  },
);

const place = z.object({ conversationId: z.string().max(64), answerId: z.string().max(64) });

/** Models that could answer the same question, for answers whose decision considered a single model. */
export const loadCandidatesAction = callerAction({ schema: place }, ({ runtime, caller, input }) =>
  candidatesFor(runtime, caller, input),
);

/** A stored answer, or null when there is none; it has no end part while it is still running. */
export const loadAnswerAction = callerAction(
  { schema: z.object({ answerId: z.string().max(64) }) },
  async ({ runtime, caller, input }) => {
    const { userId, teamId } = caller;
    const live = runtime.liveAnswers.idsOf({ userId, teamId });
    const message = await findMessage(runtime.database, caller, input.answerId);
    return message && toMessage(message, live.has(message.id));
  },
);

const leaf = z.object({ conversationId: z.string().max(64), leafId: z.string().max(64) });

/** Remembers which branch of a conversation is open. */
export const chooseLeafAction = callerAction({ schema: leaf }, async ({ runtime, caller, input }) => {
  await chooseLeaf(runtime.database, caller, input.conversationId, input.leafId);
  // The cached conversation page would open the earlier branch.
  revalidatePath('/playground/[id]', 'page');
});
