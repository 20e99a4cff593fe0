import type { UIMessage } from 'ai';
import type { Decision } from '../../lib/engine/types';

/** First data part of an answer: who answers and why. Written anew when a fallback changes it. */
export interface RouteData {
  requestId: string;
  decision: Decision;
  provider: string;
  /** Catalogue id. */
  model: string;
  /** Attempts that failed before the one that answers, or that is being tried. */
  failedBefore: { model: string; reason: string }[];
}

/** Last data part: how it ended and what it cost. */
export interface EndData {
  status: 'succeeded' | 'failed' | 'cancelled';
  failure: string | null;
  ttftMs: number | null;
  totalMs: number;
  tokens: number;
  costNanoUsd: number | null;
  costState: string;
}

/** What the caller has said about an answer. */
export interface Said {
  rating: number | null;
  /** The category it should have been. */
  category: string | null;
}

export const NOTHING_SAID: Said = { rating: null, category: null };

export type ChatMessage = UIMessage<never, { route: RouteData; end: EndData }>;

export function textOf(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export function routeOf(message: ChatMessage): RouteData | null {
  return message.parts.find((part) => part.type === 'data-route')?.data ?? null;
}

export function endOf(message: ChatMessage): EndData | null {
  return message.parts.find((part) => part.type === 'data-end')?.data ?? null;
}
