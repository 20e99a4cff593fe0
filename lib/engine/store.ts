import type { Decision, Outcome } from './types';

/** Where a request came from. */
export type RequestSource = 'api' | 'playground' | 'compare' | 'cli';

/** A request as it is recorded before a model is called. */
export interface PendingRecord {
  requestId: string;
  source: RequestSource;
  conversationId: string | null;
  streamed: boolean;
  requestedModel: string;
  decision: Decision;
  /** The messages; null unless the caller stores text. */
  prompt: unknown[] | null;
  limits: RequestLimits;
  /** Epoch ms. */
  now: number;
}

/** What bounds the cost of a request, for stores that reserve in budgets. */
export interface RequestLimits {
  /** The caller's limit on each answer; null: none. */
  maxTokens: number | null;
  /** How many answers are requested at once, OpenAI's `n`. */
  choices: number;
  /** A slow model may be raced by a second one; both are paid for. */
  isHedged: boolean;
  /** A refusal is paid for and the next model is called. */
  fallbackOnRefusal: boolean;
}

export type AdmissionResult =
  /** The record is written. The decision may have lost candidates that do not fit into a budget. */
  | { kind: 'admitted'; decision: Decision }
  /** Nothing is written; the caller receives the error. */
  | { kind: 'refused'; error: Error };

export interface Settlement {
  requestId: string;
  outcome: Outcome;
  /** The answer's text; null unless the caller stores text. */
  answer: string | null;
  /** The conversation and the model it stays on from now on; a null model releases it. */
  session?: { id: string; target: string; model: string | null } | null | undefined;
}

/** All settled requests summed up, in the shape of the article's `getStats`: US dollars and milliseconds. */
export interface Stats {
  totalCost: number;
  requests: number;
  costByProvider: Record<string, number>;
  costByCategory: Record<string, number>;
  /** What the same tokens would have cost at the strongest candidate's price, less what they did cost. */
  savings: number;
  avgLatency: number;
}

/** Where a router records its requests. Every implementation passes the same contract tests. */
export interface Store {
  /** Records a pending request or refuses it. When it rejects, whether the record was written is unknown. */
  admit(record: PendingRecord): Promise<AdmissionResult>;
  /** Closes a record. Settling it again changes nothing, and an unknown request is ignored. */
  settle(settlement: Settlement): Promise<void>;
}
