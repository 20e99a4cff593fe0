'use server';
import { refresh, revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { findMessage } from '@/lib/db/chat/conversations';
import { chooseLeaf } from '@/lib/db/chat/threads';
import { CATEGORIES } from '@/lib/engine/types';
import { correctCategory, giveFeedback, takeBackFeedback } from '@/lib/gateway/learning';
import { candidatesFor } from '@/lib/services/chat/candidates';
import { noteKept } from '@/lib/services/chat/kept-cheaper';
import { toMessage } from '@/lib/services/chat/stored-messages';
import { isStorable } from '@/lib/storable-text';

const rating = z.object({
  requestId: z.string().max(64),
  answerId: z.string().max(64).optional(),
  rating: z.union([z.literal(1), z.literal(-1), z.null()]),
  comment: z.string().max(2_000).refine(isStorable, 'The reason holds a character that cannot be stored.').optional(),
});

/** Thumbs up, down, or taken back; why, if that is said. */
export const rateAction = callerAction({ schema: rating }, async ({ runtime, caller, input }) => {
  const { requestId, answerId, rating, comment } = input;
  const { effect } =
    rating === null
      ? await takeBackFeedback(runtime, caller, requestId)
      : await giveFeedback(runtime, caller, { requestId, kind: 'rating', rating, ...(comment && { comment }) });
  if (rating === 1 && answerId) await noteKept(runtime, caller, answerId);
  forgetShown();
  return effect;
});

/**
 * The page anew, as a router brings it that is told to refresh; but that one leaves the page for the browser's own error
 * when the server is not there, and a failed action leaves everything as it is.
 */
export const refreshAction = callerAction({ schema: z.object({}) }, async () => {
  refresh();
  return null;
});

/** An answer was copied: its reader goes on with it. */
export const noteKeptAction = callerAction(
  { schema: z.object({ answerId: z.string().max(64) }) },
  async ({ runtime, caller, input }) => {
    await noteKept(runtime, caller, input.answerId);
  },
);

const place = z.object({ conversationId: z.string().max(64), answerId: z.string().max(64) });

/** Who could answer the question of an answer, where its own decision considered one model alone. */
export const loadCandidatesAction = callerAction({ schema: place }, ({ runtime, caller, input }) =>
  candidatesFor(runtime, caller, input),
);

const correction = z.object({ requestId: z.string().max(64), category: z.enum(CATEGORIES).nullable() });

/** What kind of prompt it really was, or null: the router's own word after all. */
export const correctAction = callerAction({ schema: correction }, async ({ runtime, caller, input }) => {
  const { requestId, category } = input;
  const isLearned = category !== null && (await correctCategory(runtime, caller, requestId, category)).isLearned;
  if (category === null) await takeBackFeedback(runtime, caller, requestId, 'correction');
  forgetShown();
  return { isLearned };
});

/** Going back to a conversation must not show what was said before this. */
function forgetShown(): void {
  revalidatePath('/playground/[id]', 'page');
}

/** An answer as it is stored, or null when there is no such; without an end while it is being given. */
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

/** Remembers which branch of a conversation is looked at. */
export const chooseLeafAction = callerAction({ schema: leaf }, async ({ runtime, caller, input }) => {
  await chooseLeaf(runtime.database, caller, input.conversationId, input.leafId);
  forgetShown();
});
