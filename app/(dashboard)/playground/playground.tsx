import { Chat } from '@/components/chat/chat';
import { HistorySheet } from '@/components/chat/history/history-sheet';
import { ProviderDot } from '@/components/models/model-name';
import type { Visit } from '@/lib/auth/guards';
import { type ChatSettings, chatSettings, DEFAULT_CHAT_SETTINGS } from '@/lib/chat-settings';
import type { Conversation } from '@/lib/db/chat/conversations';
import { feedbackByRequest, toMessages } from '@/lib/services/chat/stored-messages';
import { pickableModels } from '@/lib/services/routing/pickable-models';
import { correctAction, rateAction } from '../feedback-actions';
import { chooseLeafAction, loadAnswerAction, loadCandidatesAction, noteKeptAction, refreshAction } from './actions';
import { parametersFor } from './parameters-input';

interface PlaygroundProps {
  visit: Visit;
  conversationId: string;
  conversation: Conversation | null;
  /** Ids of its live answers. */
  live: ReadonlySet<string>;
}

/** One conversation; the layout shows the chat list. */
export async function Playground({ visit, conversationId, conversation, live }: PlaygroundProps) {
  const { runtime } = visit;
  const parameters = await parametersFor(visit);
  return (
    <Chat
      key={conversationId}
      conversationId={conversationId}
      title={conversation?.title ?? null}
      initialMessages={conversation ? toMessages(conversation, live) : []}
      initialLeafId={conversation?.leafId ?? null}
      initialSettings={parseSettings(conversation)}
      unseenCostNanoUsd={conversation?.unseenCostNanoUsd ?? 0}
      feedback={conversation ? feedbackByRequest(conversation) : {}}
      models={pickableModels(runtime)}
      onRate={rateAction}
      onCorrect={correctAction}
      onLoadAnswer={loadAnswerAction}
      onChooseLeaf={chooseLeafAction}
      onKept={noteKeptAction}
      onRefresh={refreshAction}
      onLoadCandidates={loadCandidatesAction}
      parameters={parameters}
      historySheet={<HistorySheet />}
      welcome={<Welcome isSandbox={runtime.sandbox !== null} />}
    />
  );
}

/** The settings of the last turn; the defaults when stored ones cannot be read. */
function parseSettings(conversation: Conversation | null): ChatSettings {
  const stored = chatSettings.safeParse(conversation?.settings ?? {});
  return stored.success ? stored.data : DEFAULT_CHAT_SETTINGS;
}

function Welcome({ isSandbox }: { isSandbox: boolean }) {
  return (
    <div className="pt-[12vh]">
      <h2 className="text-title font-semibold tracking-[-0.014em]">Ask something</h2>
      <p className="mt-1 max-w-[480px] text-body text-text-2 text-pretty">
        Each question is classified and sent to a model that answers this kind of question well at a low cost. You see
        what it cost and why that model was chosen.
      </p>
      {isSandbox && (
        <p className="mt-4 flex items-center gap-2 text-meta text-text-3">
          <ProviderDot provider="sandbox" /> The sandbox is on: six simulated models answer. Their answers and prices
          are made up.
        </p>
      )}
    </div>
  );
}
