import { priorQuality } from '../policy/prior';
import { CATEGORIES, type Category, type Model } from '../types';
import { ChangeDetector, type ChangeState } from './change-detector';
import { CONTEXT_DIMENSION, type PromptContext, regressorsOf } from './context';
import { addOutcome, type Evidence, emptyEvidence, temper } from './outcome-sums';
import { posterior } from './posterior';
import { DEVIATIONS } from './uncertainty';

/** Changes when the prior or the regressors change: sums learned against another prior are rebuilt from the lessons. */
export const LEARNED_VERSION = 'prior-2';

/** One outcome to learn from. */
export interface Lesson {
  context: PromptContext;
  /** 0..1 */
  outcome: number;
  /** 1 is one explicit rating. */
  weight: number;
  /** Whether somebody said so in as many words. */
  isRating: boolean;
}

/** What outcomes of one category came to: how many, and how many of them were good. */
export interface Tally {
  n: number;
  accepted: number;
}

/** All that was learned of a model from one team, as sums: small however much was said. */
export interface Learned {
  version: string;
  evidence: Evidence;
  /** Where the search for a lasting change stands. */
  change: ChangeState;
  tally: Partial<Record<Category, Tally>>;
}

export function nothingLearned(): Learned {
  return {
    version: LEARNED_VERSION,
    evidence: emptyEvidence(CONTEXT_DIMENSION),
    change: new ChangeDetector().toJSON(),
    tally: {},
  };
}

/** Share of old evidence that is kept after a model has changed for good: not forgotten, but no longer trusted much. */
const KEPT_AFTER_CHANGE = 0.3;

/**
 * Adds one outcome; what came in is not changed. When outcomes keep missing what is expected in one direction, the model
 * has changed, and what was learned before counts less.
 */
export function learn(learned: Learned, model: Model, { context, outcome, weight, isRating }: Lesson): Learned {
  const prior = priorQuality(model, context).mean;
  const x = regressorsOf(context);
  const expected = prior + posterior(learned.evidence, DEVIATIONS).predict(x).mean;
  const detector = new ChangeDetector({}, learned.change);
  const hasChanged = detector.observe((Math.min(1, weight) * (outcome - expected)) / Math.sqrt(DEVIATIONS.noise));
  const before = hasChanged ? temper(learned.evidence, KEPT_AFTER_CHANGE) : learned.evidence;
  return {
    version: learned.version,
    evidence: addOutcome(before, x, outcome - prior, weight),
    change: detector.toJSON(),
    // Only explicit words count as ratings; taps and failures move the estimate.
    tally: isRating ? counted(learned.tally, context.category, outcome) : learned.tally,
  };
}

/** Learns from the beginning: after something was taken back, or under a new prior. */
export function relearn(model: Model, lessons: Lesson[]): Learned {
  return lessons.reduce((learned, lesson) => learn(learned, model, lesson), nothingLearned());
}

function counted(tally: Learned['tally'], category: Category, outcome: number): Learned['tally'] {
  const { n, accepted } = tally[category] ?? { n: 0, accepted: 0 };
  return { ...tally, [category]: { n: n + 1, accepted: accepted + outcome } };
}

/** Outcomes of all categories. */
export function totalOutcomes({ tally }: Learned): number {
  return CATEGORIES.reduce((sum, category) => sum + (tally[category]?.n ?? 0), 0);
}
