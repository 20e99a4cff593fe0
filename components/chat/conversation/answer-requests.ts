import type { ChatMessage } from '@/lib/services/chat/chat-message';
import type { RegenerateKind } from './chat-api';
import { pathTo } from './message-tree';
import type { Ask } from './use-ask';

/** What can be requested for an answer: another version, another try, or the rest of one that was interrupted. */
export function answerRequests(messages: ChatMessage[], ask: Ask) {
  return {
    regenerate: (answer: ChatMessage, kind: RegenerateKind, model: string | null) => {
      const question = findQuestion(messages, answer);
      if (!question) return;
      const instead = { answerId: answer.id, preference: kind };
      void ask({ kind: 'answer', questionId: question.id, instead, model }, null, question.id);
    },
    /** Requests an answer again when none arrived, or instead of continuing an interrupted one. */
    tryAgain: (message: ChatMessage) => {
      const question = findQuestion(messages, message);
      if (question)
        void ask({ kind: 'answer', questionId: question.id, instead: null, model: null }, null, question.id);
    },
    continueWith: (answer: ChatMessage, model: string | null) => {
      void ask({ kind: 'continuation', answerId: answer.id, model }, null, answer.id);
    },
  };
}

/** The question that an answer, or a part of it, belongs to. */
function findQuestion(messages: ChatMessage[], message: ChatMessage): ChatMessage | undefined {
  return pathTo(messages, message.id).findLast(({ role }) => role === 'user');
}
