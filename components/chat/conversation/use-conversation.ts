'use client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import { prependUnsent, useDraft, useSettings } from '../composer/use-draft';
import { type AskedTurn, RefusedError, type RegenerateKind } from './chat-api';
import { ConversationStore, isInProgress, type LoadAnswer } from './conversation-store';
import { newMessageId } from './message-id';
import { findVersions, newestLeaf, pathTo } from './message-tree';
import type { ChatMessage, DraftFile } from './messages';

export interface ConversationInput {
  conversationId: string;
  initialMessages: ChatMessage[];
  /** The end of the branch that was looked at last. */
  initialLeafId: string | null;
  initialSettings: ChatSettings;
  onLoadAnswer: LoadAnswer;
  /** Remembers which branch is looked at. */
  onChooseLeaf: (input: { conversationId: string; leafId: string }) => Promise<unknown>;
  /** Brings the page up to date: the list of chats, the budget, what other tabs have said. */
  onRefresh: (input: Record<string, never>) => Promise<unknown>;
}

/** Why nothing came of the last thing that was asked for. */
export interface Refusal {
  message: string;
}

/** One conversation's state: its tree, the branch that is shown, what is being written, and what can be done. */
export function useConversation(input: ConversationInput) {
  const { conversationId, initialMessages } = input;
  const [attachments, setAttachments] = useState<DraftFile[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one store as long as the conversation is open.
  const store = useMemo(() => {
    const made: ConversationStore = new ConversationStore({
      conversationId,
      messages: initialMessages,
      leafId: input.initialLeafId,
      onLoadAnswer: input.onLoadAnswer,
      onEnd: () => void refreshAtRest(made, input.onRefresh),
    });
    return made;
  }, [conversationId]);
  const state = useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot);
  const { messages, leafId, live } = state;
  const [draft, setDraft] = useDraft(conversationId, messages.length === 0);
  const { settings, setSettings, noteStored } = useSettings(conversationId, input.initialSettings);
  const path = useMemo(() => pathTo(messages, leafId), [messages, leafId]);
  const last = path.at(-1);
  const lastLive = last ? live.get(last.id) : undefined;
  const isBusy = isInProgress(lastLive);

  useEffect(() => {
    store.open();
    return () => store.close();
  }, [store]);
  useEffect(() => store.merge(initialMessages), [store, initialMessages]);
  useRefreshOnReturn(store, input.onRefresh);

  const ask = async (asked: AskedTurn, question: ChatMessage | null, parentId: string) => {
    setRefusal(null);
    const body = { conversationId, answerId: newMessageId(), asked, settings };
    try {
      await store.ask(body, question, parentId, () => noteStored(settings));
      return true;
    } catch (error) {
      setRefusal({ message: error instanceof RefusedError ? error.message : 'This did not work. Try again.' });
      return false;
    }
  };

  const askQuestion = (text: string, parentId: string | null, files: DraftFile[], editionOf: ChatMessage | null) => {
    const messageId = newMessageId();
    const attached = files.map(({ name, mediaType, data }) => ({ name, mediaType, data }));
    const kept = editionOf ? editionOf.parts.filter(({ type }) => type === 'file') : [];
    const fresh = files.map(({ name, mediaType, data }) => ({
      type: 'file' as const,
      mediaType,
      filename: name,
      url: `data:${mediaType};base64,${data}`,
    }));
    const parts = [...kept, ...fresh, ...(text ? [{ type: 'text' as const, text }] : [])];
    return ask(
      { as: 'question', messageId, parentId, text, attachments: attached, editionOf: editionOf?.id ?? null },
      { id: messageId, parentId, role: 'user', parts },
      messageId,
    );
  };

  /** What could not be asked is not lost: it goes where questions are written, beside what stands there by now. */
  const giveBack = (text: string) => setDraft((written) => prependUnsent(text, written));

  const send = async () => {
    const text = draft.trim();
    if ((!text && attachments.length === 0) || isBusy) return;
    const files = attachments;
    setDraft('');
    setAttachments([]);
    if (await askQuestion(text, last?.id ?? null, files, null)) return;
    giveBack(text);
    setAttachments((current) => [...files, ...current]);
  };

  const edit = async (question: ChatMessage, text: string) => {
    if (!(await askQuestion(text, question.parentId, [], question))) giveBack(text);
  };

  const choose = (message: ChatMessage) => {
    const leaf = newestLeaf(messages, message);
    store.choose(leaf.id);
    void input.onChooseLeaf({ conversationId, leafId: leaf.id }).catch(() => undefined);
  };

  const regenerate = (answer: ChatMessage, wish: RegenerateKind, model: string | null) => {
    const question = questionOf(messages, answer);
    if (!question) return;
    const instead = { answerId: answer.id, wish };
    void ask({ as: 'answer', questionId: question.id, instead, model }, null, question.id);
  };

  /** Asks again where nothing came, or where what came shall be begun anew. */
  const tryAgain = (message: ChatMessage) => {
    const question = questionOf(messages, message);
    if (question) void ask({ as: 'answer', questionId: question.id, instead: null, model: null }, null, question.id);
  };

  const continueWith = (answer: ChatMessage, model: string | null) => {
    void ask({ as: 'continuation', answerId: answer.id, model }, null, answer.id);
  };

  const step = (message: ChatMessage, by: 1 | -1) => {
    const versions = findVersions(messages, message);
    const next = versions[versions.findIndex(({ id }) => id === message.id) + by];
    if (next) choose(next);
  };

  return {
    store,
    messages,
    path,
    live,
    isBusy,
    refusal,
    dismissRefusal: () => setRefusal(null),
    draft,
    setDraft,
    attachments,
    setAttachments,
    settings,
    setSettings,
    send,
    stop: () => last && void store.stop(last.id),
    edit,
    step,
    regenerate,
    tryAgain,
    continueWith,
    followAgain: (answer: ChatMessage) => void store.resume(answer.id),
  };
}

export type ConversationHandle = ReturnType<typeof useConversation>;

/** The question that an answer, or a part of it, belongs to. */
function questionOf(messages: ChatMessage[], message: ChatMessage): ChatMessage | undefined {
  return pathTo(messages, message.id).findLast(({ role }) => role === 'user');
}

/** Whoever comes back to the tab sees what other tabs have done meanwhile. */
function useRefreshOnReturn(store: ConversationStore, onRefresh: ConversationInput['onRefresh']): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void refreshAtRest(store, onRefresh);
    };
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
    };
  }, [store, onRefresh]);
}

/** Not while an answer is coming. Without the server or its database the page stays as it is. */
async function refreshAtRest(store: ConversationStore, onRefresh: ConversationInput['onRefresh']): Promise<void> {
  if (store.isAtRest()) await onRefresh({}).catch(() => null);
}
