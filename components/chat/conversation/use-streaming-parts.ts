'use client';
import { useMemo, useSyncExternalStore } from 'react';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import type { ConversationStore } from './conversation-store';

/** The parts of an answer, the last one as streamed so far. Only this answer renders while it streams. */
export function useStreamingParts(store: ConversationStore, parts: ChatMessage[]): ChatMessage[] {
  const id = parts.at(-1)?.id ?? '';
  const streaming = useSyncExternalStore(
    store.subscribe,
    () => store.streamingMessage(id),
    () => undefined,
  );
  return useMemo(() => (streaming ? [...parts.slice(0, -1), streaming] : parts), [parts, streaming]);
}
