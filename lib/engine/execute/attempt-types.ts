import type { ChatRequest } from '../chat';
import type { Attempt, Clock, Model, Provider, RouteEvent } from '../types';
import type { Deadlines } from './deadlines';

export interface AttemptInput {
  number: number;
  provider: Provider;
  model: Model;
  request: ChatRequest;
  /** Aborts with a `Failure` as its reason, or without one when the client disconnected. */
  signal: AbortSignal;
  deadlines: Deadlines;
  /** When the whole request began, in epoch ms. */
  requestStartedAt: number;
  /** A refusal before any content counts as a failure, so that another model is called. */
  refusalFails: boolean;
  clock: Clock;
}

export type AttemptEvent = Extract<RouteEvent, { type: 'chunk' | 'answer' | 'usage' }>;

export interface AttemptResult {
  attempt: Attempt;
  /** Content has reached the caller: no fallback is possible. */
  committed: boolean;
  /** Events without any content to show; without a failure, or with a refusal, they are the whole answer. */
  held: AttemptEvent[];
}
