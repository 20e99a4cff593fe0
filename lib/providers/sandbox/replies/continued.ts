import { type ChatMessage, extractText } from '../../../engine/chat';

/** A truncated answer to continue. */
export interface Unfinished {
  /** The conversation up to and including the question. */
  messages: ChatMessage[];
  /** The text before the truncation. */
  partial: string;
}

/** Detects a request to continue an answer: the last message asks for it, after the truncated answer. */
export function findUnfinished(messages: ChatMessage[]): Unfinished | null {
  const [before, last] = messages.slice(-2);
  if (before?.role !== 'assistant' || last?.role !== 'user') return null;
  if (!/\bcut off\b|^\s*(continue|go on)\b/i.test(extractText(last.content))) return null;
  return { messages: messages.slice(0, -2), partial: extractText(before.content) };
}

/** The rest of a text after the part already sent, or after the same length if another model sent it. */
export function remainingText(whole: string, partial: string): string {
  if (whole.startsWith(partial)) return whole.slice(partial.length);
  const from = whole.indexOf(' ', Math.min(partial.length, Math.floor(whole.length / 2)));
  return from === -1 ? whole : whole.slice(from);
}
