'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import {
  deleteConversation,
  listConversations,
  pinConversation,
  renameConversation,
  restoreConversation,
} from '@/lib/db/chat/conversation-list';
import { searchText } from '@/lib/services/search-text';
import { isStorable } from '@/lib/storable-text';

const id = z.string().max(64);
const query = z.object({ search: searchText, after: z.string().max(90).nullable() });

/** A page of the caller's chats, optionally filtered by a search. */
export const listChatsAction = callerAction({ schema: query }, ({ runtime, caller, input }) =>
  listConversations(runtime.database, caller, input),
);

const title = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'A chat needs a title.')
      .max(200, 'A title can have at most 200 characters.')
      .refine((text) => isStorable(text), 'The title contains a character that cannot be stored.'),
  );

export const renameChatAction = callerAction({ schema: z.object({ id, title }) }, async (admitted) => {
  const { runtime, caller, input } = admitted;
  await renameConversation(runtime.database, caller, input.id, input.title);
  forgetShown();
  return { title: input.title };
});

export const pinChatAction = callerAction({ schema: z.object({ id, isPinned: z.boolean() }) }, async (admitted) => {
  const { runtime, caller, input } = admitted;
  await pinConversation(runtime.database, caller, input.id, input.isPinned);
  forgetShown();
  return null;
});

export const deleteChatAction = callerAction({ schema: z.object({ id }) }, async ({ runtime, caller, input }) => {
  await deleteConversation(runtime.database, caller, input.id);
  return null;
});

export const restoreChatAction = callerAction({ schema: z.object({ id }) }, async ({ runtime, caller, input }) => {
  await restoreConversation(runtime.database, caller, input.id);
  forgetShown();
  return null;
});

/** Every playground page lists the chats. */
function forgetShown(): void {
  revalidatePath('/playground', 'layout');
}
