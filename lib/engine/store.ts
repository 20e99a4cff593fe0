import type { Decision, Outcome } from './types';

/** Where a request came from. */
export type RequestSource = 'api' | 'playground' | 'compare' | 'cli';

/** A request as it is written down before anybody is called. */
export interface PendingRecord {
  requestId: string;
  source: RequestSource;
  conversationId: string | null;
  streamed: boolean;
  requestedModel: string;
  decision: Decision;
  /** The messages, when the caller switched on that they are kept. */
  prompt: unknown[] | null;
  /** Epoch ms. */
  now: number;
}

export interface Settlement {
  requestId: string;
  outcome: Outcome;
  /** The answer's text, when the caller switched on that it is kept. */
  answer: string | null;
  /** The conversation this belongs to and the model it is on from now; a null model lets go of the one it was on. */
  session?: { id: string; target: string; model: string | null } | null;
}

/** What all settled requests sum up to, as the article's `getStats` words it: money in US dollars, times in ms. */
export interface Stats {
  totalCost: number;
  requests: number;
  costByProvider: Record<string, number>;
  costByCategory: Record<string, number>;
  /** What the same tokens would have cost at the strongest candidate's price, less what they did cost. */
  savings: number;
  avgLatency: number;
}

/** The port to the ledger. One contract suite holds every implementation to the same promises. */
export interface Store {
  /** Writes the pending record. False when the caller may not go on: then nothing was written. */
  admit(record: PendingRecord): Promise<boolean>;
  /** Closes a record once and for all; doing it again changes nothing. */
  settle(settlement: Settlement): Promise<void>;
  /** Rates a request from -1 to 1, or takes the rating back with null. False when there is no such request. */
  rate(requestId: string, rating: number | null): Promise<boolean>;
  stats(): Stats | Promise<Stats>;
}
