import type { Metadata } from 'next';
import { ShareNotFound } from '@/components/chat/sharing/share-not-found';
import { SharedConversation } from '@/components/chat/sharing/shared-conversation';
import { pageCaller } from '@/lib/auth/guards';
import { findSharedConversation } from '@/lib/db/chat/shares';

export const metadata: Metadata = { title: 'Shared chat', robots: { index: false } };

/** A shared conversation, for all signed-in users. */
export default async function SharedPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { runtime, caller } = await pageCaller(`/shared/${id}`);
  const shared = await findSharedConversation(runtime.database, caller, id);
  return shared ? <SharedConversation shareId={id} {...shared} /> : <ShareNotFound />;
}
