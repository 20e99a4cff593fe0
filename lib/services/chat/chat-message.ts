import type { UIMessage } from 'ai';
import type { Consensus, Decision } from '@/lib/engine/types';

/** First data part of an answer: which model answers and why. Sent again when a fallback changes it. */
export interface RouteData {
  requestId: string;
  decision: Decision;
  provider: string;
  /** Catalogue id. */
  model: string;
  /** Attempts that failed before the current one. */
  failedBefore: FailedBefore[];
}

export interface FailedBefore {
  model: string;
  /** A sentence to show. */
  reason: string;
  kind: string | null;
  httpStatus: number | null;
}

/** Progress of a request that asks several models, and at its end what most of them agree on. */
export interface SeveralData {
  /** Empty once the request has ended. */
  lanes: LaneData[];
  consensus: Consensus | null;
}

/** One of several models asked in parallel. */
export interface LaneData {
  number: number;
  provider: string;
  /** Catalogue id. */
  model: string;
  state: 'asked' | 'answered' | 'failed';
}

/** Last data part of an answer: its outcome and cost. */
export interface EndData {
  status: 'succeeded' | 'failed' | 'cancelled';
  failure: string | null;
  failureKind: string | null;
  ttftMs: number | null;
  totalMs: number;
  /** Of the whole request. */
  tokens: number;
  /** Of the answer. */
  outputTokens: number;
  costNanoUsd: number | null;
  costState: string;
  /** Epoch ms. */
  endedAt: number | null;
}

/** The caller's feedback on an answer. */
export interface AnswerFeedback {
  rating: number | null;
  /** Optional comment on the rating. */
  comment: string | null;
  /** The corrected category. */
  category: string | null;
}

/** A file attached to a question that is not sent yet. */
export interface DraftFile {
  name: string;
  mediaType: string;
  /** In bytes. */
  size: number;
  /** Base64. */
  data: string;
}

/** A conversation is a tree: each message's parent is the one that it answers, follows or continues. */
export type ChatMessage = UIMessage<never, { route: RouteData; several: SeveralData; end: EndData }> & {
  parentId: string | null;
};
