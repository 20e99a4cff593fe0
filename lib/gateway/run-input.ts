import type { Caller } from '../caller';
import type { ChatRequest } from '../engine/chat';
import type { RouteOptions } from '../engine/decide/plan';
import type { Policy } from '../engine/policy/policy';
import type { RequestSource } from '../engine/store';

export interface RunInput {
  requestId: string;
  /** The caller's own id for the request, for the log. */
  clientRequestId?: string | undefined;
  caller: Caller;
  source: RequestSource;
  request: ChatRequest;
  options: RouteOptions;
  /** A draft that replaces the active policy. */
  policy?: Policy;
  conversationId?: string;
  /** Whether the conversation stays on its model; default true. */
  isSticky?: boolean;
  /** The model that gave the answer which this request continues, on its branch of the conversation. */
  branchModel?: string;
  /** Aborts when the client disconnects. Keep reading the events after that: `end` follows at once. */
  signal: AbortSignal;
}
