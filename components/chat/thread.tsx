import type { AnswerFeedback, ChatMessage } from '@/lib/services/chat/chat-message';
import { Answer } from './answer/answer';
import type { ConversationStore, LiveState } from './conversation/conversation-store';
import { findVersions, groupTurns } from './conversation/message-tree';
import type { ThreadHandlers } from './conversation/thread-handlers';
import { Question, Unanswered } from './question';

interface ThreadProps {
  store: ConversationStore;
  /** All branches. */
  messages: ChatMessage[];
  /** The branch that is shown. */
  path: ChatMessage[];
  live: ReadonlyMap<string, LiveState>;
  feedback: Record<string, AnswerFeedback>;
  handlers: ThreadHandlers;
}

/** One branch of a conversation, turn by turn. */
export function Thread({ store, messages, path, live, feedback, handlers }: ThreadProps) {
  const turns = groupTurns(path);
  const last = path.at(-1);
  const versionOf = (message: ChatMessage) => {
    const versions = findVersions(messages, message);
    return { index: versions.findIndex(({ id }) => id === message.id), count: versions.length };
  };
  return (
    <>
      {turns.map((turn, i) => {
        const isLast = i === turns.length - 1;
        if (turn.role === 'user')
          return (
            <Question
              key={turn.message.id}
              message={turn.message}
              version={versionOf(turn.message)}
              handlers={handlers}
            />
          );
        const [first, lastPart] = [turn.parts[0], turn.parts.at(-1)] as [ChatMessage, ChatMessage];
        return (
          <Answer
            key={first.id}
            store={store}
            parts={turn.parts}
            live={live.get(lastPart.id) ?? null}
            version={versionOf(first)}
            feedback={feedback}
            isLast={isLast}
            handlers={handlers}
          />
        );
      })}
      {last?.role === 'user' && <Unanswered onTryAgain={() => handlers.tryAgain(last)} />}
    </>
  );
}
