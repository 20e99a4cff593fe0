import { redirect } from 'next/navigation';
import { pageCaller } from '@/lib/auth/guards';
import { newId } from '@/lib/engine/id';

/** A new conversation gets its URL at once, so that the first answer does not have to navigate. */
export default async function NewConversationPage() {
  await pageCaller();
  redirect(`/playground/${newId('conv')}`);
}
