'use client';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { AnswerFeedback } from '@/lib/services/chat/chat-message';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import type { Candidate } from '../../lib/engine/types';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Note } from '../ui/note';
import { Announcer } from './announcer';
import type { Correct } from './answer/category-correction';
import type { Rate } from './answer/rating';
import { ChatHeader } from './chat-header';
import { ChatShortcuts } from './chat-shortcuts';
import { Composer } from './composer/composer';
import { textOf } from './conversation/messages';
import { useStableHandlers } from './conversation/thread-handlers';
import { type ConversationInput, useConversation } from './conversation/use-conversation';
import { useStickToBottom } from './conversation/use-stick-to-bottom';
import { type ParametersInput, useParameters } from './parameters/use-parameters';
import { ExampleQuestions } from './question';
import { Thread } from './thread';

export interface ChatProps extends ConversationInput {
  title: string | null;
  /** The user's feedback, by request id. */
  feedback: Record<string, AnswerFeedback>;
  models: PickableModel[];
  onRate: Rate;
  onCorrect: Correct;
  /** The user kept this answer, for example by copying it. */
  onKept: (input: { answerId: string }) => Promise<unknown>;
  onLoadCandidates: (input: {
    conversationId: string;
    answerId: string;
  }) => Promise<{ ok: true; value: Candidate[] } | { ok: false }>;
  /** Cost of the conversation's requests that no message shows. */
  unseenCostNanoUsd: number;
  parameters: ParametersInput;
  /** Opens the chat list on narrow screens. */
  historySheet: ReactNode;
  /** Shown while the conversation is empty. */
  welcome: ReactNode;
}

/** One conversation with its composer and parameters. */
export function Chat({
  title,
  feedback,
  models,
  unseenCostNanoUsd,
  historySheet,
  parameters,
  welcome,
  ...input
}: ChatProps) {
  const conversation = useConversation(input);
  const { messages, path, live, isBusy, settings } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const { isAtBottom, scrollToBottom } = useStickToBottom(scroller);
  const { plan, panel, sheet, toggle } = useParameters(conversation, input.conversationId, {
    ...parameters,
    models,
    unseenCostNanoUsd,
  });
  const handlers = useStableHandlers({
    ...conversation,
    noteKept: ({ id }) => void input.onKept({ answerId: id }).catch(() => undefined),
    rate: input.onRate,
    correct: input.onCorrect,
    loadCandidates: ({ answerId }) => input.onLoadCandidates({ conversationId: input.conversationId, answerId }),
  });

  return (
    <div className={classNames('grid h-full min-h-0', panel && 'min-[1280px]:grid-cols-[minmax(0,1fr)_272px]')}>
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
        <ChatShortcuts conversation={conversation} onToggleParameters={toggle} />
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-6 pt-6 max-[640px]:px-4 max-[640px]:pt-4">
          <div className="mx-auto flex max-w-[720px] flex-col gap-6 pb-6">
            {messages.length === 0 && (
              <div>
                {welcome}
                <ExampleQuestions onPick={conversation.setDraft} />
              </div>
            )}
            <Thread
              store={conversation.store}
              messages={messages}
              path={path}
              live={live}
              feedback={feedback}
              handlers={handlers}
            />
            {conversation.refusal && (
              <Note tone="danger" role="alert">
                {conversation.refusal.message}
              </Note>
            )}
          </div>
        </div>
        <Announcer path={path} live={live} />
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
          onModelChange={(model) => conversation.setSettings({ ...settings, model, qualityWeight: null })}
          files={conversation.attachments}
          onFilesChange={conversation.setAttachments}
          plan={plan}
          isFirst={messages.length === 0}
          tools={sheet}
          askSeveral={settings.askSeveral}
          onAskSeveralChange={(askSeveral) => conversation.setSettings({ ...settings, askSeveral })}
        />
      </section>
      {panel}
    </div>
  );
}
