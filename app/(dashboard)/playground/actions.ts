'use server';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/doormen';
import { findAnsweredRequest } from '@/lib/db/conversations';
import { giveFeedback, takeBackFeedback } from '@/lib/gateway/learning';
import { toEnd } from './stored-messages';

const rating = z.object({ requestId: z.string().max(64), rating: z.union([z.literal(1), z.literal(-1), z.null()]) });

/** Thumbs up, down, or taken back. */
export const rateAction = callerAction({ schema: rating }, async ({ runtime, caller, input }) => {
  const { requestId, rating } = input;
  const { effect } =
    rating === null
      ? await takeBackFeedback(runtime, caller, requestId)
      : await giveFeedback(runtime, caller, { requestId, kind: 'rating', rating });
  return effect;
});

/** How an answer ended, or null while the ledger does not know. */
export const loadEndAction = callerAction(
  { schema: z.object({ requestId: z.string().max(64) }) },
  async ({ runtime, caller, input }) => {
    const request = await findAnsweredRequest(runtime.database, caller, input.requestId);
    return request && request.status !== 'pending' ? toEnd(request) : null;
  },
);
