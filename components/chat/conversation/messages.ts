import type { UIMessage } from 'ai';
import type { Consensus, Decision } from '@/lib/engine/types';

/** First data part of an answer: who answers and why. Written anew when a fallback changes it. */
export interface RouteData {
  requestId: string;
  decision: Decision;
  provider: string;
  /** Catalogue id. */
  model: string;
  /** Attempts that failed before the one that answers, or that is being tried. */
  failedBefore: FailedBefore[];
}

export interface FailedBefore {
  model: string;
  /** A sentence. */
  reason: string;
  kind: string | null;
  httpStatus: number | null;
}

/** Where several models were asked: who has answered so far, and once all have, what most of them agree on. */
export interface SeveralData {
  /** Empty when it is over. */
  lanes: LaneData[];
  consensus: Consensus | null;
}

/** One model that was asked together with others. */
export interface LaneData {
  number: number;
  provider: string;
  /** Catalogue id. */
  model: string;
  state: 'asked' | 'answered' | 'failed';
}

/** Last data part: how it ended and what it cost. */
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

/** What the caller has said about an answer. */
export interface Said {
  rating: number | null;
  /** What was said beside the rating. */
  comment: string | null;
  /** The category it should have been. */
  category: string | null;
}

export const NOTHING_SAID: Said = { rating: null, comment: null, category: null };

/** A file that goes with a question, before it is sent. */
export interface DraftFile {
  name: string;
  mediaType: string;
  /** In bytes. */
  size: number;
  /** Base64. */
  data: string;
}

/** One message of the tree that a conversation is: each stands below the one it answers, follows or continues. */
export type ChatMessage = UIMessage<never, { route: RouteData; several: SeveralData; end: EndData }> & {
  parentId: string | null;
};

export function textOf(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export function routeOf(message: ChatMessage): RouteData | null {
  return message.parts.find((part) => part.type === 'data-route')?.data ?? null;
}

export function severalOf(message: ChatMessage): SeveralData | null {
  return message.parts.find((part) => part.type === 'data-several')?.data ?? null;
}

export function endOf(message: ChatMessage): EndData | null {
  return message.parts.find((part) => part.type === 'data-end')?.data ?? null;
}

export function filesOf(message: ChatMessage) {
  return message.parts.filter((part) => part.type === 'file');
}

/** What a conversation has brought so far, every version and every part counted once. */
export function spendingOf(messages: ChatMessage[]): { answers: number; costNanoUsd: number } {
  const roles = new Map(messages.map(({ id, role }) => [id, role]));
  const isContinuation = ({ parentId }: ChatMessage) => parentId !== null && roles.get(parentId) === 'assistant';
  const ended = messages.filter((message) => endOf(message) !== null);
  return {
    answers: ended.filter((message) => !isContinuation(message)).length,
    costNanoUsd: ended.reduce((sum, message) => sum + (endOf(message)?.costNanoUsd ?? 0), 0),
  };
}
