import type { ChatRequest, JsonObject } from '../../../engine/chat';
import type { Problem, Refusal } from '../problem';
import type { Reply } from '../replies/reply';

/** A vendor's protocol in the sandbox: parses a call and formats an answer, a stream or an error. */
export interface Wire {
  parse(body: JsonObject, path: string): ChatRequest;
  answer(reply: Reply, context: WireContext): JsonObject;
  /** Formatted server-sent events. The first ones carry no content. */
  events(reply: Reply, context: WireContext): Iterable<WireEvent>;
  refusal(problem: Problem): Refusal;
  /** A formatted error event within a response that started with 200. */
  errorEvent(problem: Problem): string;
}

export interface WireContext {
  request: ChatRequest;
  id: string;
  /** Epoch seconds. */
  created: number;
  /** Omits the usage, for a fault. */
  withoutUsage: boolean;
}

export interface WireEvent {
  frame: string;
  /** Only content is paced; opening and closing events are sent together with the adjacent one. */
  kind: 'opening' | 'content' | 'closing';
}

/** Splits a text into token-sized chunks without loss. */
export function pieces(text: string): string[] {
  return text.match(/\S{1,8}\s*|\s+/g) ?? [];
}

/** The chunks of a reply's text; a flood is generated lazily. */
export function textPieces({ text, flood }: Reply): Iterable<string> {
  return flood ?? pieces(text);
}

export function frame(data: unknown, event?: string): string {
  return `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`;
}
