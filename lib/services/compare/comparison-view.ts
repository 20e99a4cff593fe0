import type { TrafficShare } from '../../engine/decide/traffic-share';
import type { ColumnTally } from './comparison-tally';

/** A column's chat settings. */
export interface ColumnSettings {
  model: string;
  qualityWeight: number | null;
  maxCostUsd: number | null;
  systemPrompt: string;
  temperature: number | null;
  maxTokens: number | null;
  jsonMode: boolean;
  jsonSchema: string;
  keepModel: boolean;
  fallback: boolean;
  askSeveral: number | null;
}

/** Timing, tokens and cost of an answer. */
export interface Figures {
  ttftMs: number | null;
  totalMs: number | null;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number | null;
  costState: string;
}

/** The answering model and its request. */
export interface Who {
  provider: string;
  model: string;
  requestId: string;
}

export interface Kind {
  category: string;
  confidence: number;
}

/** One line of a column's answer stream. While names are hidden, it has neither `route` nor figures. */
export type AnswerLine =
  | ({ type: 'kind' } & Kind)
  | ({ type: 'route' } & Who)
  | { type: 'text'; delta: string }
  /** Progress from time to time, by our own count. */
  | { type: 'so-far'; figures: Figures }
  | { type: 'end'; status: string; failure: string | null; figures: Figures | null };

/** A column's answer, without what the page must not know yet. */
export interface AnswerView {
  /** `pending` while it is running elsewhere. */
  status: string;
  text: string;
  failure: string | null;
  who: Who | null;
  figures: Figures | null;
}

export type Choice = 'answer' | 'tie' | 'all_bad';

/** Effect of a vote on one model's estimate. */
export interface EffectView {
  place: number | null;
  provider: string;
  model: string;
  before: number;
  after: number;
  n: number;
}

export interface OddsView {
  policy: string;
  before: TrafficShare[];
  after: TrafficShare[];
  situations: number;
  isExample: boolean;
}

/** A vote and its effect. Places are positions on the page. */
export interface VoteView {
  choice: Choice;
  place: number | null;
  /** Places of the answers that were voted on. */
  places: number[];
  category: string;
  isBlind: boolean;
  weight: number;
  effects: EffectView[];
  odds: OddsView | null;
}

/** One prompt with its answers by place; null where a column was not asked yet. */
export interface PromptView {
  id: string;
  number: number;
  prompt: string;
  followsId: string | null;
  /** The first prompt of its conversation. */
  rootId: string;
  isHidden: boolean;
  /** The column at each place; null while that is hidden. */
  order: number[] | null;
  kind: Kind | null;
  answers: (AnswerView | null)[];
  /** Whether the answers' texts are included; a set loads the texts of its other prompts on demand. */
  hasTexts: boolean;
  vote: VoteView | null;
  /** Cost of all answers, once all columns have ended. */
  costNanoUsd: number | null;
}

export interface ComparisonView {
  id: string;
  title: string;
  team: string;
  isBlind: boolean;
  count: number;
  /** The columns' settings, in order; null before the first vote of a blind comparison. */
  columns: ColumnSettings[] | null;
  prompts: PromptView[];
  tally: ColumnTally[];
}

export interface EstimateView {
  /** Cost of the answers with a known price. */
  costNanoUsd: number;
  /** Number of answers without a known price. */
  unpriced: number;
  /** Why a column cannot be asked. */
  problem: string | null;
}

export interface ComparisonEntryView {
  id: string;
  title: string;
  at: number;
  columns: number;
  prompts: number;
  votes: number;
}
