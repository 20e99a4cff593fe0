import type { ChatRequest, JsonObject } from '../../engine/chat';
import type { Reply } from './reply';

/** One vendor's protocol, as the sandbox speaks it: parse a call, word an answer, a stream or an error. */
export interface Wire {
  parse(body: JsonObject, path: string): ChatRequest;
  answer(reply: Reply, context: WireContext): JsonObject;
  /** Server-sent events, ready to write. The first ones carry no content. */
  events(reply: Reply, context: WireContext): Iterable<WireEvent>;
  error(status: number, message: string): JsonObject;
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
  /** Content that a reader waits for; everything else goes out with its neighbour. */
  isContent: boolean;
}

/** Splits a text into pieces about as long as tokens, losing nothing. */
export function pieces(text: string): string[] {
  return text.match(/\S{1,8}\s*|\s+/g) ?? [];
}

export function frame(data: unknown, event?: string): string {
  return `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`;
}
