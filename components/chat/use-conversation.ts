'use client';
import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { newMessageId } from './message-id';
import { type ChatMessage, type EndData, endOf, routeOf, textOf } from './messages';

export type LoadEnd = (input: { requestId: string }) => Promise<{ ok: boolean; value?: EndData | null }>;

interface ConversationInput {
  conversationId: string;
  initialMessages: ChatMessage[];
  onLoadEnd: LoadEnd;
}

const STREAM_THROTTLE_MS = 40;
const DEFAULT_MODEL = 'auto';

/** One conversation's state: its messages, the draft, the model asked for, and what can be done with them. */
export function useConversation({ conversationId, initialMessages, onLoadEnd }: ConversationInput) {
  const router = useRouter();
  const [draft, setDraft] = useState('');
  const [model, setModel] = useState(DEFAULT_MODEL);
  const transport = useMemo(() => chatTransport(conversationId), [conversationId]);
  const chat = useChat<ChatMessage>({
    id: conversationId,
    messages: initialMessages,
    transport,
    generateId: newMessageId,
    throttle: STREAM_THROTTLE_MS,
    onFinish: () => router.refresh(),
  });
  const { messages, status } = chat;
  const isBusy = status === 'submitted' || status === 'streaming';

  const send = () => {
    const text = draft.trim();
    if (!text || isBusy) return;
    setDraft('');
    // From its first question on, the conversation is found under its plain address.
    if (messages.length === 0) window.history.replaceState(null, '', `/playground/${conversationId}`);
    void chat.sendMessage({ text }, { body: { model } });
  };

  const stop = async () => {
    await chat.stop();
    const last = messages.at(-1);
    const requestId = last && routeOf(last)?.requestId;
    const end = requestId ? await endOnceKnown(onLoadEnd, requestId) : null;
    if (requestId && end) chat.setMessages((current) => current.map((message) => withEnd(message, requestId, end)));
  };

  const tryAgain = () => {
    chat.clearError();
    void chat.regenerate({ body: { model } });
  };

  return { messages, status, isBusy, error: chat.error, draft, setDraft, model, setModel, send, stop, tryAgain };
}

function chatTransport(conversationId: string) {
  return new DefaultChatTransport<ChatMessage>({
    api: '/api/chat',
    prepareSendMessagesRequest: ({ messages, body }) => ({
      body: {
        ...body,
        conversationId,
        messageId: messages.at(-1)?.id,
        messages: messages
          .map((message) => ({ role: message.role, content: textOf(message) }))
          .filter(({ content }) => content !== ''),
      },
    }),
  });
}

const POLL_MS = 300;
const POLLS = 10;

async function endOnceKnown(onLoadEnd: LoadEnd, requestId: string): Promise<EndData | null> {
  for (let i = 0; i < POLLS; i++) {
    const result = await onLoadEnd({ requestId }).catch(() => null);
    if (result?.ok && result.value) return result.value;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return null;
}

function withEnd(message: ChatMessage, requestId: string, end: EndData): ChatMessage {
  if (routeOf(message)?.requestId !== requestId || endOf(message)) return message;
  return { ...message, parts: [...message.parts, { type: 'data-end', id: 'end', data: end }] };
}
