import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { pageCaller } from '@/lib/auth/doormen';
import { findConversation } from '@/lib/db/conversations';
import { Playground } from '../playground';

export const metadata: Metadata = { title: 'Playground' };

export default async function ConversationPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await pageCaller();
  const { id } = await params;
  const conversation = await findConversation(visit.runtime.database, visit.caller, id);
  if (!conversation) notFound();
  return <Playground visit={visit} conversationId={id} conversation={conversation} />;
}
