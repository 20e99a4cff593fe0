'use server';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { createShare, listShares, revokeShare } from '@/lib/db/chat/shares';

const id = z.string().max(64);

/** Creates a link to the displayed branch of a chat, as it is now. */
export const createShareAction = callerAction(
  { schema: z.object({ conversationId: id, leafId: id }) },
  async ({ runtime, caller, input }) => {
    const shareId = await createShare(runtime.database, caller, input);
    return { id: shareId, links: await listShares(runtime.database, caller, input.conversationId) };
  },
);

export const listSharesAction = callerAction(
  { schema: z.object({ conversationId: id }) },
  ({ runtime, caller, input }) => listShares(runtime.database, caller, input.conversationId),
);

/** Revokes the link. */
export const revokeShareAction = callerAction({ schema: z.object({ id }) }, async ({ runtime, caller, input }) => {
  await revokeShare(runtime.database, caller, input.id);
  return null;
});
