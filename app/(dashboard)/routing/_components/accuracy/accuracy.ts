import type { Category } from '@/lib/engine/types';

/** Estimated share of accepted answers with its 90 % interval, 0..1. */
export interface Accuracy {
  mean: number;
  low: number;
  high: number;
  /** Number of ratings and votes. */
  n: number;
  /** Too few ratings, so the prior is shown. */
  isPrior: boolean;
}

/** A row of the accuracy charts: a provider or one of its models. */
export interface AccuracyRow {
  /** Provider id or catalogue id of the model. */
  id: string;
  provider: string;
  /** Provider id or the vendor's name of the model. */
  name: string;
  byCategory: Record<Category, Accuracy>;
}

/** One piece of feedback that the router learned from. */
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
  /** The vendor's name of the model; null for corrections. */
  model: string | null;
  category: string;
  /** The model's quality estimate before and after; null when the feedback is not about quality. */
  effect: { before: number; after: number; n: number } | null;
  /** Name of a person or a key. */
  by: string;
}

/** A prompt with the choice of the current policy and of the draft. */
export interface Trial {
  prompt: string;
  category: string;
  confidence: number;
  now: TrialChoice | null;
  draft: TrialChoice | null;
  /** Why no model is eligible; null when one is. */
  problem: string | null;
}

export interface TrialChoice {
  provider: string;
  name: string;
  costNanoUsd: number | null;
}
