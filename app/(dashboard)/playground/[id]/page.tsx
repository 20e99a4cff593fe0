import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { pageCaller } from '@/lib/auth/doormen';
import { findConversation } from '@/lib/db/conversations';
import { Playground } from '../playground';

export const metadata: Metadata = { title: 'Playground' };

interface ConversationPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ new?: string }>;
}

/** One conversation. A new one is stored with its first question. */
export default async function ConversationPage({ params, searchParams }: ConversationPageProps) {
  const visit = await pageCaller();
  const { id } = await params;
  const conversation = await findConversation(visit.runtime.database, visit.caller, id);
  const isNew = (await searchParams).new !== undefined;
  if (!conversation && !isNew) notFound();
  return <Playground visit={visit} conversationId={id} conversation={conversation} />;
}
