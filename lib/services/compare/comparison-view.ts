import type { TrafficShare } from '../../engine/decide/traffic-share';
import type { ColumnTally } from './comparison-tally';

/** What a column is asked with; the gateway's chat settings. */
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

/** How an answer came, once it is known. */
export interface Figures {
  ttftMs: number | null;
  totalMs: number | null;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number | null;
  costState: string;
}

/** Who answers, and by which request. */
export interface Who {
  provider: string;
  model: string;
  requestId: string;
}

export interface Kind {
  category: string;
  confidence: number;
}

/** One line of the stream of a column's answer. While names are hidden neither `route` nor figures are told. */
export type AnswerLine =
  | ({ type: 'kind' } & Kind)
  | ({ type: 'route' } & Who)
  | { type: 'text'; delta: string }
  /** Now and then: how far it is, by our own count. */
  | { type: 'so-far'; figures: Figures }
  | { type: 'end'; status: string; failure: string | null; figures: Figures | null };

/** What a column answered, as far as the page may know. */
export interface AnswerView {
  /** `pending` while it is under way elsewhere. */
  status: string;
  text: string;
  failure: string | null;
  who: Who | null;
  figures: Figures | null;
}

export type Choice = 'answer' | 'tie' | 'all_bad';

/** What a vote did to one model's estimate. */
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

/** A vote and what it did. Places are as they stand on the page. */
export interface VoteView {
  choice: Choice;
  place: number | null;
  /** Places whose answers were voted on. */
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
  /** Which column stands at each place; null while that is hidden. */
  order: number[] | null;
  kind: Kind | null;
  answers: (AnswerView | null)[];
  /** Whether the answers' texts are here; those of a set's other prompts are fetched when they are looked at. */
  hasTexts: boolean;
  vote: VoteView | null;
  /** What all of its answers cost, once all columns have ended. */
  costNanoUsd: number | null;
}

export interface ComparisonView {
  id: string;
  title: string;
  team: string;
  isBlind: boolean;
  count: number;
  /** Settings of the columns, in order; null while nothing of a blind comparison was revealed. */
  columns: ColumnSettings[] | null;
  prompts: PromptView[];
  tally: ColumnTally[];
}

export interface EstimateView {
  /** Of the prompts whose price is known. */
  costNanoUsd: number;
  /** Answers whose price is not known. */
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
