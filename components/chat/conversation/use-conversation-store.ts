'use client';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { ConversationStore, type LoadAnswer } from './conversation-store';

export interface ConversationStoreInput {
  conversationId: string;
  initialMessages: ChatMessage[];
  /** The last message of the branch that was shown last. */
  initialLeafId: string | null;
  onLoadAnswer: LoadAnswer;
  /** Loads the page's data again: the list of chats, the budget, messages of other tabs. */
  onRefresh: (input: Record<string, never>) => Promise<unknown>;
}

/** The store of the open conversation, and its current state. */
export function useConversationStore(input: ConversationStoreInput) {
  const { conversationId, initialMessages, onRefresh } = input;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one store while the conversation is open.
  const store = useMemo(() => {
    const created: ConversationStore = new ConversationStore({
      conversationId,
      messages: initialMessages,
      leafId: input.initialLeafId,
      onLoadAnswer: input.onLoadAnswer,
      onEnd: () => void refreshWhenIdle(created, onRefresh),
    });
    return created;
  }, [conversationId]);
  const state = useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot);

  useEffect(() => {
    store.open();
    return () => store.close();
  }, [store]);
  useEffect(() => store.merge(initialMessages), [store, initialMessages]);
  useRefreshOnReturn(store, onRefresh);
  return { store, state };
}

/** Other tabs may have changed the conversation while this one was in the background. */
function useRefreshOnReturn(store: ConversationStore, onRefresh: ConversationStoreInput['onRefresh']): void {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void refreshWhenIdle(store, onRefresh);
    };
    document.addEventListener('visibilitychange', refresh);
    window.addEventListener('focus', refresh);
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      window.removeEventListener('focus', refresh);
    };
  }, [store, onRefresh]);
}

/** Never while an answer streams. When the server or its database is unreachable, the page stays as it is. */
async function refreshWhenIdle(store: ConversationStore, onRefresh: ConversationStoreInput['onRefresh']) {
  if (store.isIdle()) await onRefresh({}).catch(() => null);
}
