import { type ChatMessage, textOf } from '../../../engine/chat';

/** An answer that broke off and shall be taken up. */
export interface Unfinished {
  /** The conversation up to the question. */
  messages: ChatMessage[];
  /** What was said before it broke off. */
  partial: string;
}

/** Reads a request for the rest of an answer: the last words ask for it, and the beginning stands before them. */
export function unfinishedOf(messages: ChatMessage[]): Unfinished | null {
  const [before, last] = messages.slice(-2);
  if (before?.role !== 'assistant' || last?.role !== 'user') return null;
  if (!/\bcut off\b|^\s*(continue|go on)\b/i.test(textOf(last.content))) return null;
  return { messages: messages.slice(0, -2), partial: textOf(before.content) };
}

/** The rest of a whole text behind what was said of it, or behind as much as another model would have said. */
export function restOf(whole: string, partial: string): string {
  if (whole.startsWith(partial)) return whole.slice(partial.length);
  const from = whole.indexOf(' ', Math.min(partial.length, Math.floor(whole.length / 2)));
  return from === -1 ? whole : whole.slice(from);
}
