'use client';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../ui/button';
import { Note } from '../ui/note';
import { Answer } from './answer';
import type { Correct } from './category-fix';
import { ChatHeader } from './chat-header';
import { ChatShortcuts } from './chat-shortcuts';
import { Composer } from './composer';
import { type ChatMessage, NOTHING_SAID, routeOf, type Said, textOf } from './messages';
import type { PickableModel } from './model-picker';
import { ExampleQuestions, Question, Unanswered } from './question';
import type { Rate } from './rating';
import { type ConversationInput, useConversation } from './use-conversation';
import { useStickToBottom } from './use-stick-to-bottom';

export interface ChatProps extends ConversationInput {
  title: string | null;
  /** What the caller has said, by request. */
  said: Record<string, Said>;
  models: PickableModel[];
  onRate: Rate;
  onCorrect: Correct;
  /** What requests of this conversation cost that no message shows. */
  unseenCostNanoUsd: number;
  /** Opens the list of conversations where there is no room for it. */
  historySheet: ReactNode;
  /** Shown while nothing has been asked. */
  welcome: ReactNode;
}

/** One conversation: what was asked, what was answered and by whom, and the place to ask on. */
export function Chat({
  title,
  said,
  models,
  onRate,
  onCorrect,
  unseenCostNanoUsd,
  historySheet,
  welcome,
  ...input
}: ChatProps) {
  const conversation = useConversation(input);
  const { messages, path, live, isBusy, settings } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const { isAtBottom, scrollToBottom } = useStickToBottom(scroller);
  const last = path.at(-1);

  const turn = (message: ChatMessage) =>
    message.role === 'user' ? (
      <Question key={message.id} text={textOf(message)} />
    ) : (
      <Answer
        key={message.id}
        message={message}
        isStreaming={live.get(message.id) === 'streaming'}
        said={said[routeOf(message)?.requestId ?? ''] ?? NOTHING_SAID}
        onRate={onRate}
        onCorrect={onCorrect}
        onTryAgain={() => conversation.tryAgain(message)}
      />
    );

  return (
    <section aria-label="Conversation" className="relative flex h-full min-h-0 min-w-0 flex-col bg-surface">
      <ChatHeader
        conversationId={input.conversationId}
        title={title ?? (messages[0] ? textOf(messages[0]) : null)}
        messages={messages}
        path={path}
        isBusy={isBusy}
        unseenCostNanoUsd={unseenCostNanoUsd}
        historySheet={historySheet}
      />
      <ChatShortcuts conversation={conversation} />
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-6 pt-6 max-[640px]:px-4 max-[640px]:pt-4">
        <div className="mx-auto flex max-w-[720px] flex-col gap-6 pb-6">
          {messages.length === 0 && (
            <div>
              {welcome}
              <ExampleQuestions onPick={conversation.setDraft} />
            </div>
          )}
          {path.map(turn)}
          {last?.role === 'user' && <Unanswered onTryAgain={() => conversation.tryAgain(last)} />}
          {conversation.refusal && (
            <Note tone="danger" role="alert">
              {conversation.refusal.message}
            </Note>
          )}
          {last && live.get(last.id) === 'asking' && <p className="text-meta text-text-3">Choosing a model …</p>}
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
        value={conversation.draft}
        onChange={conversation.setDraft}
        onSend={() => {
          void conversation.send();
          scrollToBottom();
        }}
        onStop={conversation.stop}
        isBusy={isBusy}
        placeholder={messages.length === 0 ? 'Ask anything' : 'Ask a follow-up'}
        model={settings.model}
        models={models}
        onModelChange={(model) => conversation.setSettings({ ...settings, model })}
      />
    </section>
  );
}
