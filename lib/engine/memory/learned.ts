import { priorQuality } from '../policy/prior';
import { CATEGORIES, type Category, type Model } from '../types';
import { ChangeDetector, type ChangeState } from './change-detector';
import { buildRegressors, CONTEXT_DIMENSION, type PromptContext } from './context';
import { addOutcome, discount, type Evidence, emptyEvidence } from './outcome-sums';
import { posterior } from './posterior';
import { WEIGHT_PRIOR } from './uncertainty';

/** Change it when the prior or the regressors change: evidence of another version is rebuilt from the feedback. */
export const LEARNED_VERSION = 'prior-2';

/** One piece of feedback to learn from. */
export interface OutcomeSample {
  context: PromptContext;
  /** 0..1 */
  outcome: number;
  /** 1 equals one explicit rating. */
  weight: number;
  /** True for explicit ratings and votes. */
  isRating: boolean;
}

/** Outcomes of one category: total and accepted. */
export interface Tally {
  n: number;
  accepted: number;
}

/** What one team taught about a model, as sums of constant size. */
export interface Learned {
  version: string;
  evidence: Evidence;
  /** State of the change detector. */
  change: ChangeState;
  tally: Partial<Record<Category, Tally>>;
}

export function emptyLearned(): Learned {
  return {
    version: LEARNED_VERSION,
    evidence: emptyEvidence(CONTEXT_DIMENSION),
    change: new ChangeDetector().toJSON(),
    tally: {},
  };
}

/** Share of earlier evidence kept after a lasting change of the model. */
const KEPT_AFTER_CHANGE = 0.3;

/**
 * Returns the evidence with one more outcome; the input is not modified. When outcomes keep missing the expectation in
 * one direction, the model has changed and earlier evidence is discounted.
 */
export function learn(learned: Learned, model: Model, { context, outcome, weight, isRating }: OutcomeSample): Learned {
  const prior = priorQuality(model, context).mean;
  const x = buildRegressors(context);
  const expected = prior + posterior(learned.evidence, WEIGHT_PRIOR).predict(x).mean;
  const detector = new ChangeDetector({}, learned.change);
  const hasChanged = detector.observe((Math.min(1, weight) * (outcome - expected)) / Math.sqrt(WEIGHT_PRIOR.noise));
  const before = hasChanged ? discount(learned.evidence, KEPT_AFTER_CHANGE) : learned.evidence;
  return {
    version: learned.version,
    evidence: addOutcome(before, x, outcome - prior, weight),
    change: detector.toJSON(),
    // Only explicit ratings are counted; implicit feedback and failures just move the estimate.
    tally: isRating ? addToTally(learned.tally, context.category, outcome) : learned.tally,
  };
}

/** Rebuilds the evidence from all samples, after feedback was withdrawn or the prior changed. */
export function relearn(model: Model, samples: OutcomeSample[]): Learned {
  return samples.reduce((learned, sample) => learn(learned, model, sample), emptyLearned());
}

function addToTally(tally: Learned['tally'], category: Category, outcome: number): Learned['tally'] {
  const { n, accepted } = tally[category] ?? { n: 0, accepted: 0 };
  return { ...tally, [category]: { n: n + 1, accepted: accepted + outcome } };
}

/** The number of outcomes in all categories. */
export function totalOutcomes({ tally }: Learned): number {
  return CATEGORIES.reduce((sum, category) => sum + (tally[category]?.n ?? 0), 0);
}
