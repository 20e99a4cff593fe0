import type { ChatMessage } from '../../engine/chat';

/**
 * A column's conversation as messages. A question without an answer is joined with the next one, because vendors require
 * alternating turns.
 */
export function toChatMessages(turns: { prompt: string; answer: string | null }[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let unanswered: string[] = [];
  for (const { prompt, answer } of turns) {
    unanswered.push(prompt);
    if (answer === null) continue;
    messages.push({ role: 'user', content: unanswered.join('\n\n') }, { role: 'assistant', content: answer });
    unanswered = [];
  }
  return unanswered.length > 0 ? [...messages, { role: 'user', content: unanswered.join('\n\n') }] : messages;
}
