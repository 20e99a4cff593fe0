import type { Metadata } from 'next';
import { pageCaller } from '@/lib/auth/doormen';
import { newId } from '@/lib/engine/id';
import { Playground } from './playground';

export const metadata: Metadata = { title: 'Playground' };

/** A new conversation. It is stored with its first question. */
export default async function PlaygroundPage() {
  const visit = await pageCaller();
  return <Playground visit={visit} conversationId={newId('conv')} conversation={null} />;
}
