import { redirect } from 'next/navigation';
import { pageCaller } from '@/lib/auth/guards';
import { newId } from '@/lib/engine/id';

/** A new conversation gets its address at once, so that nothing has to move when its first answer comes. */
export default async function NewConversationPage() {
  await pageCaller();
  redirect(`/playground/${newId('conv')}`);
}
