import type { ThreadMessage } from '../../db/chat/threads';
import type { ChatMessage } from '../../engine/chat';
import { questionContent } from './files';

/** A branch as the model receives it: an interrupted answer and its continuation are one message, empty answers are left out. */
export function toChatMessages(thread: Pick<ThreadMessage, 'role' | 'content' | 'files'>[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  for (const { role, content, files } of thread) {
    const last = messages.at(-1);
    if (role === 'user') messages.push({ role, content: questionContent(content, files) });
    else if (content && last?.role === 'assistant') last.content = `${last.content}${content}`;
    else if (content) messages.push({ role, content });
  }
  return messages;
}

/** The text of the last answer of a branch, with its continuations. */
export function joinAnswerText(thread: Pick<ThreadMessage, 'role' | 'content'>[]): string {
  const question = thread.findLastIndex(({ role }) => role === 'user');
  return thread
    .slice(question + 1)
    .map(({ content }) => content)
    .join('');
}

/** Asks a model to continue an interrupted answer. */
export const CONTINUE_INSTRUCTION =
  'Your answer above was cut off in the middle. Write the rest of it now, from exactly where it ends. Do not repeat any of it, do not start over, and do not comment on the interruption: your text is put directly behind the last character above.';

/** The model of a branch's last answer; the next question stays with it. */
export function findBranchModel(thread: Pick<ThreadMessage, 'role' | 'model'>[]): { branchModel?: string } {
  const model = thread.findLast(({ role }) => role === 'assistant')?.model;
  return model ? { branchModel: model } : {};
}
