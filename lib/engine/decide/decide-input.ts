import type { Needs } from '../chat';
import type { SpendingRule } from '../money/budget';
import type { Policy } from '../policy/policy';
import type { Classification, Decision, Model } from '../types';
import type { ProviderRules } from './eligibility';
import type { Signals } from './signals';

/** The part of a decision that does not come from the request: the caller, the conversation and the time. */
export interface DecideContext {
  signals: Signals;
  /** Providers or models that the key is limited to; empty or absent: all. */
  grants?: string[] | undefined;
  /** The strictest step that a budget of the caller has reached. */
  spending?: SpendingRule | null | undefined;
  /** Id of the model that savings are counted against; absent or null: the strongest candidate. */
  baseline?: string | null | undefined;
  /** Id of the model that this conversation is on. */
  sticky?: string | undefined;
  /** A number from [0, 1) for exploration; absent: no exploration. */
  draw?: number | undefined;
  /** Epoch ms. */
  now: number;
}

export interface DecideInput extends DecideContext {
  classification: Classification;
  /** How hard the prompt looks, in logits around the average one; null when it was not measured. */
  difficulty: number | null;
  /** Every model that can be called, in any order. */
  models: Model[];
  mode: Decision['mode'];
  /** Pinned: comes first, and its abilities are not checked. */
  pinned?: Model;
  /** Limits the candidates to these, in this order where `listedInOrder`. */
  listed?: Model[];
  listedInOrder?: boolean;
  policy: Policy;
  needs: Needs;
  inputTokens: number;
  /** The caller's limit on each answer; null when there is none. */
  maxTokens: number | null;
  /** How many answers are requested at once, OpenAI's `n`; absent: one. */
  choices?: number;
  maxCostNanoUsd: number | null;
  providers: ProviderRules & { order: string[] };
}
