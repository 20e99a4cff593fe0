'use client';
import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import { ArrowDown, RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { Note } from '../ui/note';
import { Answer } from './answer';
import { ChatHeader } from './chat-header';
import { Composer } from './composer';
import { newMessageId } from './message-id';
import { type ChatMessage, type EndData, endOf, routeOf, textOf } from './messages';
import type { PickableModel } from './model-picker';
import type { Rate } from './rating';
import { useStickToBottom } from './use-stick-to-bottom';

export type LoadEnd = (input: { requestId: string }) => Promise<{ ok: boolean; value?: EndData | null }>;

export interface ChatProps {
  conversationId: string;
  title: string | null;
  initialMessages: ChatMessage[];
  /** Stored ratings by request. */
  ratings: Record<string, number>;
  models: PickableModel[];
  onRate: Rate;
  /** How a stopped answer ended, once the ledger knows. */
  onLoadEnd: LoadEnd;
  /** Opens the list of conversations where there is no room for it. */
  historySheet: ReactNode;
  /** Shown while nothing has been asked. */
  welcome: ReactNode;
}

const STREAM_THROTTLE_MS = 40;

/** One conversation: what was asked, what was answered and by whom, and the place to ask on. */
export function Chat({
  conversationId,
  title,
  initialMessages,
  ratings,
  models,
  onRate,
  onLoadEnd,
  historySheet,
  welcome,
}: ChatProps) {
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const { isAtBottom, scrollToBottom } = useStickToBottom(scroller);
  const [draft, setDraft] = useState('');
  const [model, setModel] = useState('auto:balanced');
  const transport = useMemo(() => chatTransport(conversationId), [conversationId]);
  const { messages, sendMessage, regenerate, stop, status, error, clearError, setMessages } = useChat<ChatMessage>({
    id: conversationId,
    messages: initialMessages,
    transport,
    generateId: newMessageId,
    throttle: STREAM_THROTTLE_MS,
    onFinish: () => router.refresh(),
  });
  const isBusy = status === 'submitted' || status === 'streaming';
  const last = messages.at(-1);

  const send = () => {
    const text = draft.trim();
    if (!text || isBusy) return;
    setDraft('');
    if (messages.length === 0) window.history.replaceState(null, '', `/playground/${conversationId}`);
    void sendMessage({ text }, { body: { model } });
    scrollToBottom();
  };

  const halt = async () => {
    await stop();
    const requestId = last && routeOf(last)?.requestId;
    if (!requestId) return;
    const end = await endOnceKnown(onLoadEnd, requestId);
    if (end) setMessages((current) => current.map((message) => withEnd(message, requestId, end)));
  };

  const tryAgain = () => {
    clearError();
    void regenerate({ body: { model } });
  };

  return (
    <section aria-label="Conversation" className="relative flex h-full min-h-0 min-w-0 flex-col bg-surface">
      <ChatHeader
        title={title ?? (messages[0] ? textOf(messages[0]) : null)}
        messages={messages}
        historySheet={historySheet}
      />
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-6 pt-6 max-[640px]:px-4 max-[640px]:pt-4">
        <div className="mx-auto flex max-w-[720px] flex-col gap-6 pb-6">
          {messages.length === 0 && (
            <div>
              {welcome}
              <Examples onPick={setDraft} />
            </div>
          )}
          {messages.map((message) =>
            message.role === 'user' ? (
              <Question key={message.id} text={textOf(message)} />
            ) : (
              <Answer
                key={message.id}
                message={message}
                isStreaming={isBusy && message === last && !endOf(message)}
                initialRating={ratings[routeOf(message)?.requestId ?? ''] ?? null}
                onRate={onRate}
                onTryAgain={tryAgain}
              />
            ),
          )}
          {!isBusy && last?.role === 'user' && <Unanswered error={error} onTryAgain={tryAgain} />}
          {status === 'submitted' && <p className="text-meta text-text-3">Choosing a model …</p>}
        </div>
      </div>
      {!isAtBottom && (
        <Button
          size="small"
          onClick={scrollToBottom}
          className="absolute bottom-32 left-1/2 -translate-x-1/2 rounded-full! shadow-pop"
        >
          <ArrowDown size={14} /> Latest
        </Button>
      )}
      <Composer
        value={draft}
        onChange={setDraft}
        onSend={send}
        onStop={halt}
        isBusy={isBusy}
        placeholder={messages.length === 0 ? 'Ask anything' : 'Ask a follow-up'}
        model={model}
        models={models}
        onModelChange={setModel}
      />
    </section>
  );
}

const EXAMPLES = [
  'Explain eventual consistency to a new colleague in four sentences.',
  'Write a TypeScript function that debounces another one.',
  'A train leaves at 9:40 and takes 2 h 35 min. When does it arrive?',
];

/** First prompts of different kinds, to see them routed differently. */
function Examples({ onPick }: { onPick: (prompt: string) => void }) {
  return (
    <ul className="mt-6 flex flex-col items-start gap-2">
      {EXAMPLES.map((prompt) => (
        <li key={prompt}>
          <Button
            onClick={() => onPick(prompt)}
            className="h-auto! min-h-8 py-1.5 text-left whitespace-normal! font-normal!"
          >
            {prompt}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Question({ text }: { text: string }) {
  return (
    <div className="max-w-[82%] self-end rounded-[12px_12px_4px_12px] bg-surface-3 px-3 py-2 text-body whitespace-pre-wrap wrap-anywhere max-[640px]:max-w-[90%]">
      {text}
    </div>
  );
}

function Unanswered({ error, onTryAgain }: { error: Error | undefined; onTryAgain: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <Note tone="danger" role="alert">
        {error ? sentenceOf(error) : 'This question has no answer.'}
      </Note>
      <Button onClick={onTryAgain}>
        <RefreshCw size={14} /> Try again
      </Button>
    </div>
  );
}

/** Our API's errors are OpenAI's object; anything else is the network. */
function sentenceOf(error: Error): string {
  try {
    return (JSON.parse(error.message) as { error: { message: string } }).error.message;
  } catch {
    return 'The connection was lost before an answer came. Your question is saved.';
  }
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
