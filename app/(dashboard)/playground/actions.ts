'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/doormen';
import { findAnsweredRequest } from '@/lib/db/conversations';
import { CATEGORIES } from '@/lib/engine/types';
import { correctCategory, giveFeedback, takeBackFeedback } from '@/lib/gateway/learning';
import { toEnd } from './stored-messages';

const rating = z.object({ requestId: z.string().max(64), rating: z.union([z.literal(1), z.literal(-1), z.null()]) });

/** Thumbs up, down, or taken back. */
export const rateAction = callerAction({ schema: rating }, async ({ runtime, caller, input }) => {
  const { requestId, rating } = input;
  const { effect } =
    rating === null
      ? await takeBackFeedback(runtime, caller, requestId)
      : await giveFeedback(runtime, caller, { requestId, kind: 'rating', rating });
  forgetShown();
  return effect;
});

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

/** How an answer ended, or null while the ledger does not know. */
export const loadEndAction = callerAction(
  { schema: z.object({ requestId: z.string().max(64) }) },
  async ({ runtime, caller, input }) => {
    const request = await findAnsweredRequest(runtime.database, caller, input.requestId);
    return request && request.status !== 'pending' ? toEnd(request) : null;
  },
);
