import { isReady } from './chat-api';
import type { ConversationStore } from './conversation-store';

/**
 * Reads the page anew: the list of chats, the budget, what other tabs have said. Next leaves the page for the browser's
 * own error when the server is not there, and all that is on it would be gone: so the server is asked first, and
 * nothing is read while an answer is coming.
 */
export async function refreshWhenReady(store: ConversationStore, refresh: () => void): Promise<void> {
  if (store.isAtRest() && (await isReady()) && store.isAtRest()) refresh();
}
