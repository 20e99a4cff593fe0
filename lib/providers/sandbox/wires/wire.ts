import type { ChatRequest, JsonObject } from '../../../engine/chat';
import type { Problem, Refusal } from '../problem';
import type { Reply } from '../replies/reply';

/** One vendor's protocol, as the sandbox speaks it: parse a call, word an answer, a stream or an error. */
export interface Wire {
  parse(body: JsonObject, path: string): ChatRequest;
  answer(reply: Reply, context: WireContext): JsonObject;
  /** Server-sent events, ready to write. The first ones carry no content. */
  events(reply: Reply, context: WireContext): Iterable<WireEvent>;
  refusal(problem: Problem): Refusal;
  /** An error inside an answer that began with a 200, ready to write. */
  errorEvent(problem: Problem): string;
}

export interface WireContext {
  request: ChatRequest;
  id: string;
  /** Epoch seconds. */
  created: number;
  /** Fault: leave the usage out. */
  withoutUsage: boolean;
}

export interface WireEvent {
  frame: string;
  /** Content is what a reader waits for; what opens and closes it goes out with its neighbour. */
  kind: 'opening' | 'content' | 'closing';
}

/** Splits a text into pieces about as long as tokens, losing nothing. */
export function pieces(text: string): string[] {
  return text.match(/\S{1,8}\s*|\s+/g) ?? [];
}

/** The pieces of a reply's text: of a flood, as they are made. */
export function textPieces({ text, flood }: Reply): Iterable<string> {
  return flood ?? pieces(text);
}

export function frame(data: unknown, event?: string): string {
  return `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`;
}
