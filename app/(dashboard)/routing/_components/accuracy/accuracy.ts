import type { Category } from '@/lib/engine/types';

/** How often answers of one kind were accepted: an estimate with its 90 % interval, 0..1. */
export interface Accuracy {
  mean: number;
  low: number;
  high: number;
  /** Ratings and votes behind it. */
  n: number;
  /** Too few ratings: what is shown is the prior. */
  isPrior: boolean;
}

/** One line of the accuracy charts: a provider, or one of its models. */
export interface AccuracyRow {
  /** The provider's id or the model's catalogue id. */
  id: string;
  provider: string;
  /** What to call it: the provider's id, or the vendor's own name of the model. */
  name: string;
  byCategory: Record<Category, Accuracy>;
}

/** One thing that memory learned. */
export interface LearnedEntry {
  id: string;
  /** ISO, UTC. */
  at: string;
  /** `rating`, `vote`, `correction` …; `reversal` for one that was undone. */
  kind: string;
  /** -1..1, for ratings. */
  rating: number | null;
  requestId: string;
  provider: string | null;
  /** Vendor's name of the model; null for corrections. */
  model: string | null;
  category: string;
  /** The model's estimate before and after; null when it says nothing about quality. */
  effect: { before: number; after: number; n: number } | null;
  /** A person's name, or the name of a key. */
  by: string;
}

/** A prompt and what two policies would do with it. */
export interface Trial {
  prompt: string;
  category: string;
  confidence: number;
  now: TrialChoice | null;
  draft: TrialChoice | null;
  /** Why nobody could answer, when nobody could. */
  problem: string | null;
}

export interface TrialChoice {
  provider: string;
  name: string;
  costNanoUsd: number | null;
}
