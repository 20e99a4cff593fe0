'use client';
import { useMemo } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { useSettings } from '../composer/use-draft';
import { answerRequests } from './answer-requests';
import { isInProgress } from './conversation-store';
import { findVersions, newestLeaf, pathTo } from './message-tree';
import { useAsk } from './use-ask';
import { type ConversationStoreInput, useConversationStore } from './use-conversation-store';
import { useQuestions } from './use-questions';

export interface ConversationInput extends ConversationStoreInput {
  initialSettings: ChatSettings;
  /** Stores which branch is shown. */
  onChooseLeaf: (input: { conversationId: string; leafId: string }) => Promise<unknown>;
}

/** The state of one conversation: its message tree, the shown branch, the draft, and the actions on them. */
export function useConversation(input: ConversationInput) {
  const { conversationId } = input;
  const { store, state } = useConversationStore(input);
  const { messages, leafId, live } = state;
  const { settings, setSettings, noteStored } = useSettings(conversationId, input.initialSettings);
  const path = useMemo(() => pathTo(messages, leafId), [messages, leafId]);
  const last = path.at(-1);
  const isBusy = isInProgress(last && live.get(last.id));
  const { ask, refusal } = useAsk({ store, conversationId, settings, onStored: noteStored });
  const questions = useQuestions({
    conversationId,
    isNew: messages.length === 0,
    isBusy,
    lastId: last?.id ?? null,
    ask,
  });

  const step = (message: ChatMessage, by: 1 | -1) => {
    const versions = findVersions(messages, message);
    const next = versions[versions.findIndex(({ id }) => id === message.id) + by];
    if (!next) return;
    const leaf = newestLeaf(messages, next);
    store.choose(leaf.id);
    void input.onChooseLeaf({ conversationId, leafId: leaf.id }).catch(() => undefined);
  };

  return {
    store,
    messages,
    path,
    live,
    isBusy,
    refusal,
    settings,
    setSettings,
    ...questions,
    ...answerRequests(messages, ask),
    step,
    stop: () => last && void store.stop(last.id),
    followAgain: (answer: ChatMessage) => void store.resume(answer.id),
  };
}

export type ConversationHandle = ReturnType<typeof useConversation>;
