import { type ChatMessage, lastUserText } from '../engine/chat';

const KEPT_REQUESTS = 2_000;
const HEAD_CHARACTERS = 6_000;
const TAIL_CHARACTERS = 2_000;

/**
 * The last user turn of the latest requests, kept in memory only, so that the router can learn from a category correction
 * without storing prompts.
 */
export class RecentPrompts {
  private readonly prompts = new Map<string, string>();
  private readonly limit: number;

  constructor(limit = KEPT_REQUESTS) {
    this.limit = limit;
  }

  keep(requestId: string, messages: ChatMessage[]): void {
    this.prompts.set(requestId, cut(lastUserText(messages)));
    const oldest = this.prompts.keys().next();
    if (this.prompts.size > this.limit && !oldest.done) this.prompts.delete(oldest.value);
  }

  get(requestId: string): string | null {
    return this.prompts.get(requestId) ?? null;
  }
}

/** The beginning and the end of a prompt are enough to classify it. */
function cut(text: string): string {
  if (text.length <= HEAD_CHARACTERS + TAIL_CHARACTERS) return text;
  return `${text.slice(0, HEAD_CHARACTERS)}\n${text.slice(-TAIL_CHARACTERS)}`;
}
