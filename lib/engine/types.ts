import type { ChatAnswer, ChatChunk, ChatRequest, JsonObject, Needs, ToolCall } from './chat';
import type { ConsensusMethod } from './consensus/agree';
import type { Failure } from './execute/failure';
import type { SpendingRule } from './money/budget';

/** The categories of prompts. */
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
  /** Probability of the category, 0..1. When no category reaches the classifier's threshold, the category is medium. */
  confidence: number;
  runnerUp: { category: Category; confidence: number } | null;
  /** Version of the classifier; `caller` when the caller set the category. */
  version: string;
  /** Calibrated probability of each category; sums to 1. */
  probabilities: Record<Category, number>;
}

/** Tokens by class. Classes do not overlap: their sum is all tokens processed. */
export interface Usage {
  inputTokens: number;
  cachedInputTokens: number;
  /** Written to the vendor's cache with its default retention, five minutes at Anthropic. */
  cacheWriteTokens: number;
  /** Written with one-hour retention, which costs more. Only Anthropic reports it separately. */
  cacheWrite1hTokens: number;
  outputTokens: number;
  reasoningTokens: number;
}

/** Source of a usage: reported by the vendor, estimated by our tokenizer, or unknown. */
export type UsageState = 'measured' | 'estimated' | 'unknown';

/** US dollars per million tokens. An absent class is charged at its parent's rate. */
export interface Rates {
  input: number;
  output: number;
  cachedInput?: number;
  cacheWrite?: number;
  cacheWrite1h?: number;
  reasoning?: number;
  /** US dollars per call, in addition to tokens. */
  perCall?: number;
  /** US dollars per hour of call duration, for machines paid by the hour. */
  perHour?: number;
}

export interface Price extends Rates {
  /** First effective day or hour (UTC), as `2026-12-01` or `2026-12-01T13`; null: since it was listed. */
  from: string | null;
  /** First day or hour when it no longer applies; absent: until a later row replaces it. */
  until?: string;
  /** Higher rates above an input length; they apply to the whole call. */
  tiers?: (Rates & { aboveInputTokens: number })[];
  /** Rates for weekly hours in the vendor's time zone. */
  windows?: (Rates & WeeklyHours)[];
  source: string;
  /** Day the price was last checked. */
  verifiedAt: string;
  /** Id of an operator's override, which takes precedence over the vendor's price; used in the ledger. */
  overrideId?: string;
}

/** Recurring weekly hours. Days count from Sunday, 0; hours are whole and exclude the end. */
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

/** Assumed strength of a model before it has ratings. */
export type Tier = 'nano' | 'small' | 'medium' | 'large' | 'frontier';

export interface Model {
  /** `provider/name`, unique in the catalogue. */
  id: string;
  provider: string;
  /** The vendor's exact id. */
  name: string;
  tier: Tier;
  /** Categories the model is designed for; they raise its prior. */
  strengths?: Category[];
  contextWindow: number;
  maxOutputTokens: number;
  abilities: Abilities;
  /** Typical time to first token and speed, used until measured. */
  latency: { ttftMs: number; tokensPerSecond: number };
  /** By effective date, oldest first. Empty: unpriced. */
  prices: Price[];
  /** The operator's prices, dated the same way. While one is effective, it replaces `prices`. */
  overrides?: Price[];
  retired?: { on: string; replacement: string };
}

/** Quality, 0..1, with its 80 % interval, source and number of outcomes. */
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
  /** Higher is better; comparable only within one decision. */
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
  /** The reason in plain words. */
  reason: string;
}

export interface Sticky {
  model: string;
  isKept: boolean;
  /** When kept: the model a new conversation would have used, if different. */
  instead: string | null;
  reason: string | null;
}

export interface Decision extends Classification {
  policy: string;
  policyVersion: number;
  /** Weight of quality against cost, 0..1. */
  qualityWeight: number;
  /** `auto`: chosen by policy; `pinned`: the caller named the model; `listed`: the caller gave a list. */
  mode: 'auto' | 'pinned' | 'listed';
  /** Best first. The first one is the choice. */
  candidates: Candidate[];
  exclusions: Exclusion[];
  /** Probability of this choice; 1 without exploration. */
  propensity: number;
  /** True when a model close to the best was chosen in order to learn its quality. */
  explored: boolean;
  /** The conversation's model and whether it was kept; null for a first turn. */
  sticky: Sticky | null;
  /** The budget step that restricted the choice; null when none did. */
  spending: SpendingRule | null;
  /** A sentence on what would have changed the choice; null when no small change would. */
  counterfactual: string | null;
  /** The model that savings are compared with and the expected cost there. */
  baseline: { model: string; costNanoUsd: number; isChosen: boolean } | null;
  estimate: { inputTokens: number; outputTokens: number };
  /** Estimated difficulty in logits relative to the average prompt; null when not estimated. */
  difficulty: number | null;
  needs: Needs;
  /** Set for parallel requests; its models are the first candidates. */
  parallel?: Parallel;
}

export interface Parallel {
  /** Number of models requested. */
  wanted: number;
  /** Number planned when the request was recorded; a budget may have left room for fewer. */
  planned: number;
  /** Ids of the models called at once. */
  models: string[];
  /** True: wait for all and return the answer most agree on; false: stream the first to respond. */
  consensus: boolean;
  /** Why fewer models are called than requested; null when none are missing. */
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

/** A charge in addition to tokens. */
export interface ChargeItem {
  charge: 'call' | 'time';
  /** Calls, or milliseconds. */
  quantity: number;
  /** Per call or per hour. */
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
  /** Time to first content; null before it, and for non-streamed answers. */
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

/** The result of a request, for the ledger and the caller. */
export interface Outcome {
  status: RequestStatus;
  attempts: Attempt[];
  /** The attempt whose content the caller received, if any. */
  answeredBy: Attempt | null;
  /** Sum over attempts; null when a charged attempt has no known price. */
  costNanoUsd: number | null;
  costState: CostState;
  /** Cost of the same usage at the baseline model, and the part of it based on an expected answer length. */
  baselineCostNanoUsd: number | null;
  baselineExpectedNanoUsd: number;
  ttftMs: number | null;
  totalMs: number;
  failure: Failure | null;
  /** Number of planned parallel calls; absent: one. Further attempts are fallbacks. */
  lanes?: number;
  /** Present when several answers were compared. */
  consensus?: Consensus;
}

/** The answers of several models and the one most of them agree on. */
export interface Consensus {
  method: ConsensusMethod;
  /** Share of answers that agree with the chosen one, 0..1; null when there was only one. */
  agreement: number | null;
  /** Number of parallel calls. */
  of: number;
  /** Number of calls that returned an answer. */
  answered: number;
  /** Number of answers that agree with the chosen one, including itself. */
  agreeing: number;
  /** One per call in starting order, including failed ones. */
  answers: ConsensusAnswer[];
}

export interface ConsensusAnswer {
  /** Number of its attempt. */
  number: number;
  provider: string;
  model: string;
  isChosen: boolean;
  agrees: boolean;
  /** Similarity to the chosen answer, 0..1; null when it failed. */
  likeness: number | null;
  /** Null when it failed or had tool calls only. */
  text: string | null;
  toolCalls?: ToolCall[];
  costNanoUsd: number | null;
  costState: CostState;
  ttftMs: number | null;
  totalMs: number;
  /** The failure message; null when it answered. */
  failure: string | null;
}

/** Events of a provider adapter. `raw` is the event's original JSON, which avoids serialising it again. */
export type ProviderEvent =
  | { type: 'headers'; httpStatus: number }
  | { type: 'chunk'; chunk: ChatChunk; raw?: string }
  | { type: 'answer'; answer: ChatAnswer }
  | { type: 'usage'; usage: Usage; wire: JsonObject };

/** The interface of a provider adapter. Throws `UpstreamError` for anything but a complete answer. */
export interface Provider {
  id: string;
  stream(call: ProviderCall, signal: AbortSignal): AsyncIterable<ProviderEvent>;
}

export interface ProviderCall {
  model: Model;
  request: ChatRequest;
  /** Connection timeout in ms. */
  connectMs?: number;
}

/** The events of a request, in order. The last one is always `end`. */
export type RouteEvent =
  | { type: 'attempt-start'; number: number; provider: string; model: string }
  /** Several answers were compared; the content of the chosen one follows. */
  | { type: 'consensus'; consensus: Consensus }
  /** The attempt whose content follows; with hedging not always the last one started. */
  | { type: 'answering'; number: number; provider: string; model: string }
  | { type: 'attempt-end'; attempt: Attempt }
  | { type: 'chunk'; chunk: ChatChunk; raw?: string }
  | { type: 'answer'; answer: ChatAnswer }
  | { type: 'usage'; wire: JsonObject }
  | { type: 'end'; outcome: Outcome };

/** Time source, injectable so that tests control it. */
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
