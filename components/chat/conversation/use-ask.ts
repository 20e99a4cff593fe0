'use client';
import { useState } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { RefusedError, type TurnRequest } from './chat-api';
import type { ConversationStore } from './conversation-store';
import { newMessageId } from './message-id';

/** Why the last turn was refused. */
export interface Refusal {
  message: string;
}

/** Sends one turn. Resolves to false when it was refused; the reason is then in `refusal`. */
export type Ask = (asked: TurnRequest, question: ChatMessage | null, parentId: string) => Promise<boolean>;

interface AskInput {
  store: ConversationStore;
  conversationId: string;
  settings: ChatSettings;
  onStored: (settings: ChatSettings) => void;
}

/** Turns are sent with the settings of the moment. */
export function useAsk({ store, conversationId, settings, onStored }: AskInput): { ask: Ask; refusal: Refusal | null } {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const ask: Ask = async (asked, question, parentId) => {
    setRefusal(null);
    const body = { conversationId, answerId: newMessageId(), asked, settings };
    try {
      await store.ask(body, question, parentId, () => onStored(settings));
      return true;
    } catch (error) {
      setRefusal({ message: error instanceof RefusedError ? error.message : 'Something went wrong. Try again.' });
      return false;
    }
  };
  return { ask, refusal };
}
