import type { ChatAnswer, ChatChunk, ChatRequest, JsonObject, Needs, ToolCall } from './chat';
import type { ConsensusMethod } from './consensus/agree';
import type { Failure } from './execute/failure';
import type { SpendingRule } from './money/budget';

/** What kind of prompt it is. */
export const CATEGORIES = [
  'simple',
  'medium',
  'reasoning',
  'code',
  'creative',
  'summarization',
  'multilingual',
] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Classification {
  category: Category;
  /** Probability of the category, 0..1. Below the classifier's threshold the category is medium, however likely. */
  confidence: number;
  runnerUp: { category: Category; confidence: number } | null;
  /** Which classifier said so; `caller` when the caller named the category. */
  version: string;
  /** How likely each category is; calibrated, sums to 1. */
  probabilities: Record<Category, number>;
}

/** Tokens by class. The classes do not overlap: their sum is everything that was processed. */
export interface Usage {
  inputTokens: number;
  cachedInputTokens: number;
  /** Written into the vendor's cache for as long as it keeps things by default: five minutes at Anthropic. */
  cacheWriteTokens: number;
  /** Written to be kept for an hour, which costs more. Only Anthropic's wire tells these apart. */
  cacheWrite1hTokens: number;
  outputTokens: number;
  reasoningTokens: number;
}

/** Where a usage comes from: the vendor's own count, our tokenizer's estimate, or nobody knows. */
export type UsageState = 'measured' | 'estimated' | 'unknown';

/** US dollars per million tokens, as vendors print them. A class that is absent is charged as its parent class. */
export interface Rates {
  input: number;
  output: number;
  cachedInput?: number;
  cacheWrite?: number;
  cacheWrite1h?: number;
  reasoning?: number;
  /** US dollars for each call, beside its tokens. */
  perCall?: number;
  /** US dollars per hour of a call's wall time: for machines that are paid by the hour. */
  perHour?: number;
}

export interface Price extends Rates {
  /** First day or hour in force (UTC), as `2026-12-01` or `2026-12-01T13`; null for "since it was listed". */
  from: string | null;
  /** First day or hour no longer in force; absent: until a later row takes over. */
  until?: string;
  /** Higher rates above an input length; the whole call is charged at them. */
  tiers?: (Rates & { aboveInputTokens: number })[];
  /** Rates within hours of the week, in the vendor's zone. */
  windows?: (Rates & WeeklyHours)[];
  source: string;
  /** Day on which somebody last looked. */
  verifiedAt: string;
  /** The operator's own row, which wins over the vendor's: what the ledger calls it. */
  overrideId?: string;
}

/** Hours that come again each week. Days count from Sunday, 0; hours are whole, the last one excluded. */
export interface WeeklyHours {
  timeZone: string;
  days: number[];
  hours: [number, number][];
}

export interface Abilities {
  vision: boolean;
  tools: boolean;
  jsonSchema: boolean;
}

/** How strong a model is thought to be before anybody has rated it. */
export type Tier = 'nano' | 'small' | 'medium' | 'large' | 'frontier';

export interface Model {
  /** `provider/name`, unique in the catalogue. */
  id: string;
  provider: string;
  /** The vendor's exact id. */
  name: string;
  tier: Tier;
  /** Categories this model is made for; raises its prior there. */
  strengths?: Category[];
  contextWindow: number;
  maxOutputTokens: number;
  abilities: Abilities;
  /** Typical time to first token and speed, until measured ones are known. */
  latency: { ttftMs: number; tokensPerSecond: number };
  /** Effective-dated, oldest first. Empty: unpriced. */
  prices: Price[];
  /** The operator's own prices, dated the same way. Where one is in force, `prices` is not asked. */
  overrides?: Price[];
  retired?: { on: string; replacement: string };
}

/** Quality, 0..1, with its 80 % interval and where it comes from. */
export interface QualityEstimate {
  mean: number;
  low: number;
  high: number;
  source: 'prior' | 'measured';
  n: number;
}

export interface Candidate {
  model: string;
  provider: string;
  name: string;
  quality: QualityEstimate;
  /** Expected cost of this request; null when the model is unpriced. */
  costNanoUsd: number | null;
  ttftMs: number;
  latencySource: 'prior' | 'measured';
  /** Higher is better; comparable within one decision only. */
  score: number;
}

export type ExclusionCode =
  | 'window'
  | 'vision'
  | 'tools'
  | 'json-schema'
  | 'cost-ceiling'
  | 'unpriced'
  | 'provider-rule'
  | 'grant'
  | 'budget'
  | 'model-list'
  | 'breaker'
  | 'cool-down'
  | 'retired';

export interface Exclusion {
  model: string;
  provider: string;
  name: string;
  code: ExclusionCode;
  /** One plain sentence for a person. */
  reason: string;
}

export interface Sticky {
  model: string;
  isKept: boolean;
  /** Kept: who would have answered a new conversation. Left: why, in words. */
  instead: string | null;
  reason: string | null;
}

export interface Decision extends Classification {
  policy: string;
  policyVersion: number;
  /** Weight of quality against cost, 0..1. */
  qualityWeight: number;
  /** `auto`: chosen by policy; `pinned`: the caller named the model; `listed`: the caller gave an order. */
  mode: 'auto' | 'pinned' | 'listed';
  /** Best first. The first one is the choice. */
  candidates: Candidate[];
  exclusions: Exclusion[];
  /** Probability with which this choice was made: 1 where nothing explores. */
  propensity: number;
  /** True when a near equal was tried instead of the best, so that memory learns about it too. */
  explored: boolean;
  /** The model this conversation has been on, and whether it stays there; null for a first turn. */
  sticky: Sticky | null;
  /** The step of a budget that narrowed the choice; null when none did. */
  spending: SpendingRule | null;
  /** What would have changed the outcome, in words; null when nothing near would. */
  counterfactual: string | null;
  /** The strongest candidate and what this request would cost there: what savings are counted against. */
  baseline: { model: string; costNanoUsd: number; isChosen: boolean } | null;
  estimate: { inputTokens: number; outputTokens: number };
  /** How hard the prompt looks, in logits around the average one; null when nobody looked. */
  difficulty: number | null;
  needs: Needs;
  /** Present when several are asked at once: the first of the candidates. */
  parallel?: Parallel;
}

export interface Parallel {
  /** How many the caller wanted. */
  wanted: number;
  /** How many there were to be when the request was written down; a budget may have left room for fewer. */
  planned: number;
  /** Ids of those that are asked at once. */
  models: string[];
  /** All are heard and the answer most agree on is given; else the first to speak. */
  consensus: boolean;
  /** Why they are fewer than wanted, in words. */
  shortfall: string | null;
}

/** One itemised line of a cost. */
export type CostItem = TokenItem | ChargeItem;

export interface TokenItem {
  tokenClass: keyof Usage;
  tokens: number;
  nanoUsdPerMillion: number;
  costNanoUsd: number;
}

/** What is charged for a call beside its tokens. */
export interface ChargeItem {
  charge: 'call' | 'time';
  /** Calls, or milliseconds. */
  quantity: number;
  /** For a call, or for an hour. */
  nanoUsdPerUnit: number;
  costNanoUsd: number;
}

export type AttemptOutcome = 'succeeded' | 'failed' | 'cancelled';

/** One call to one provider. */
export interface Attempt {
  id: string;
  /** 1-based, in order of starting. */
  number: number;
  provider: string;
  model: string;
  /** Epoch milliseconds. */
  startedAt: number;
  /** Null until the first content arrives, and for an answer in one piece. */
  ttftMs: number | null;
  totalMs: number;
  outcome: AttemptOutcome;
  failure: Failure | null;
  httpStatus: number | null;
  usage: Usage;
  usageState: UsageState;
  priceId: string | null;
  costNanoUsd: number | null;
  costItems: CostItem[];
}

export type RequestStatus = 'succeeded' | 'failed' | 'cancelled';
export type CostState = 'measured' | 'estimated' | 'unpriced';

/** How a request ended, for the ledger and for the caller. */
export interface Outcome {
  status: RequestStatus;
  attempts: Attempt[];
  /** The attempt whose content the caller saw, if any. */
  answeredBy: Attempt | null;
  /** Sum over attempts; null when an attempt that must be paid for has no known price. */
  costNanoUsd: number | null;
  costState: CostState;
  /** What the answering attempt's usage would have cost at the baseline model, and the part of that which is a guess. */
  baselineCostNanoUsd: number | null;
  baselineExpectedNanoUsd: number;
  ttftMs: number | null;
  totalMs: number;
  failure: Failure | null;
  /** How many were to be asked at once; absent: one. What goes beyond them are fallbacks. */
  lanes?: number;
  /** Present when answers of several were compared. */
  consensus?: Consensus;
}

/** What several models said, and what most of them agree on. */
export interface Consensus {
  method: ConsensusMethod;
  /** Share of the answers that agree with the chosen one, 0..1; null when only one came. */
  agreement: number | null;
  /** How many were asked at once. */
  of: number;
  /** How many of the calls brought an answer. */
  answered: number;
  /** How many answers agree with the chosen one, itself included. */
  agreeing: number;
  /** One for each call, in the order of their starting; failed ones too. */
  answers: ConsensusAnswer[];
}

export interface ConsensusAnswer {
  /** Of its attempt. */
  number: number;
  provider: string;
  model: string;
  isChosen: boolean;
  agrees: boolean;
  /** How much it is like the chosen one, 0..1; null when it failed. */
  likeness: number | null;
  /** Null when it failed, or called tools without a word. */
  text: string | null;
  toolCalls?: ToolCall[];
  costNanoUsd: number | null;
  costState: CostState;
  ttftMs: number | null;
  totalMs: number;
  /** One sentence; null when it answered. */
  failure: string | null;
}

/** What a provider's adapter yields. `raw` is the event's own JSON, to pass on without serialising again. */
export type ProviderEvent =
  | { type: 'headers'; httpStatus: number }
  | { type: 'chunk'; chunk: ChatChunk; raw?: string }
  | { type: 'answer'; answer: ChatAnswer }
  | { type: 'usage'; usage: Usage; wire: JsonObject };

/** The port to a vendor. Throws `UpstreamError` for anything but a complete answer. */
export interface Provider {
  id: string;
  stream(call: ProviderCall, signal: AbortSignal): AsyncIterable<ProviderEvent>;
}

export interface ProviderCall {
  model: Model;
  request: ChatRequest;
  /** How long connecting may take, in ms. */
  connectMs?: number;
}

/** What one request does, in order. The last event is always `end`. */
export type RouteEvent =
  | { type: 'attempt-start'; number: number; provider: string; model: string }
  /** Several answered, and one of them was chosen: its content comes next. */
  | { type: 'consensus'; consensus: Consensus }
  /** Whose content comes next: with hedging not always the last one that started. */
  | { type: 'answering'; number: number; provider: string; model: string }
  | { type: 'attempt-end'; attempt: Attempt }
  | { type: 'chunk'; chunk: ChatChunk; raw?: string }
  | { type: 'answer'; answer: ChatAnswer }
  | { type: 'usage'; wire: JsonObject }
  | { type: 'end'; outcome: Outcome };

/** Time as an argument, so that tests step it. */
export interface Clock {
  now(): number;
  /** Runs `callback` after `ms`; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
