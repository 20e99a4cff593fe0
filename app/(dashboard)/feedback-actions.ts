'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { CATEGORIES } from '@/lib/engine/types';
import { correctCategory, giveFeedback, takeBackFeedback } from '@/lib/gateway/learning';
import { noteKept } from '@/lib/services/chat/kept-cheaper';
import { isStorable } from '@/lib/storable-text';

const rating = z.object({
  requestId: z.string().max(64),
  answerId: z.string().max(64).optional(),
  rating: z.union([z.literal(1), z.literal(-1), z.null()]),
  comment: z
    .string()
    .max(2_000)
    .refine(isStorable, 'The comment contains a character that cannot be stored.')
    .optional(),
});

/** Thumbs up, thumbs down, or withdrawn (null), with an optional comment. */
export const rateAction = callerAction({ schema: rating }, async ({ runtime, caller, input }) => {
  const { requestId, answerId, rating, comment } = input;
  const { effect } =
    rating === null
      ? await takeBackFeedback(runtime, caller, requestId)
      : await giveFeedback(runtime, caller, { requestId, kind: 'rating', rating, ...(comment && { comment }) });
  if (rating === 1 && answerId) await noteKept(runtime, caller, answerId);
  revalidateConversations();
  return effect;
});

const correction = z.object({ requestId: z.string().max(64), category: z.enum(CATEGORIES).nullable() });

/** Corrects a prompt's category; null restores the router's own. */
export const correctAction = callerAction({ schema: correction }, async ({ runtime, caller, input }) => {
  const { requestId, category } = input;
  const isLearned = category !== null && (await correctCategory(runtime, caller, requestId, category)).isLearned;
  if (category === null) await takeBackFeedback(runtime, caller, requestId, 'correction');
  revalidateConversations();
  return { isLearned };
});

/** Drops Next's cached conversation pages, which would show the earlier feedback. */
function revalidateConversations(): void {
  revalidatePath('/playground/[id]', 'page');
}
