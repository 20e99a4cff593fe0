import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { pageCaller } from '@/lib/auth/guards';
import { findConversation, isUnused } from '@/lib/db/chat/conversations';
import { Playground } from '../playground';

export const metadata: Metadata = { title: 'Playground' };

interface ConversationPageProps {
  params: Promise<{ id: string }>;
}

/** One conversation. A new one is stored with its first question: until then its id is unused. */
export default async function ConversationPage({ params }: ConversationPageProps) {
  const visit = await pageCaller();
  const { id } = await params;
  const { runtime, caller } = visit;
  // Read before the messages: an answer that ends in between is then followed again instead of shown incomplete.
  const live = runtime.liveAnswers.idsOf({ conversationId: id, userId: caller.userId, teamId: caller.teamId });
  // Read first as well: its first question may be stored in between.
  const unused = await isUnused(runtime.database, id);
  const conversation = await findConversation(runtime.database, caller, id);
  if (!conversation && !unused) notFound();
  return <Playground visit={visit} conversationId={id} conversation={conversation} live={live} />;
}
