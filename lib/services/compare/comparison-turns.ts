import type { ChatMessage } from '../../engine/chat';

/**
 * A column's conversation as messages. Where it gave no answer its question is asked together with the next one: vendors
 * want turns to alternate.
 */
export function messagesOf(turns: { prompt: string; answer: string | null }[]): ChatMessage[] {
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
