import type { AnswerFeedback, ChatMessage, EndData, RouteData, SeveralData } from '@/lib/services/chat/chat-message';

export const NO_FEEDBACK: AnswerFeedback = { rating: null, comment: null, category: null };

export function textOf(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export function routeOf(message: ChatMessage): RouteData | null {
  return message.parts.find((part) => part.type === 'data-route')?.data ?? null;
}

export function severalOf(message: ChatMessage): SeveralData | null {
  return message.parts.find((part) => part.type === 'data-several')?.data ?? null;
}

export function endOf(message: ChatMessage): EndData | null {
  return message.parts.find((part) => part.type === 'data-end')?.data ?? null;
}

export function filesOf(message: ChatMessage) {
  return message.parts.filter((part) => part.type === 'file');
}

/** Answers and cost of a conversation, each version and each part counted once. */
export function spendingOf(messages: ChatMessage[]): { answers: number; costNanoUsd: number } {
  const roles = new Map(messages.map(({ id, role }) => [id, role]));
  const isContinuation = ({ parentId }: ChatMessage) => parentId !== null && roles.get(parentId) === 'assistant';
  const ended = messages.filter((message) => endOf(message) !== null);
  return {
    answers: ended.filter((message) => !isContinuation(message)).length,
    costNanoUsd: ended.reduce((sum, message) => sum + (endOf(message)?.costNanoUsd ?? 0), 0),
  };
}
