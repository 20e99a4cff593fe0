import { CATEGORIES, type QualityEstimate } from '../types';
import { buildRegressors, CONTEXT_DIMENSION, type PromptContext } from './context';
import { emptyEvidence } from './outcome-sums';
import { posterior, type WeightPrior } from './posterior';

/**
 * Prior variances of a model's deviation: a small one overall, a larger one per category. Together they make the prior
 * worth about ten ratings. Chosen by judgement, not measured.
 */
const MODEL_VARIANCE = 0.008;
const CATEGORY_VARIANCE = 0.012;
/** Deviation between an average prompt and one of the hardest of its category. */
const DIFFICULTY_VARIANCE = 0.0025;
export const WEIGHT_PRIOR: WeightPrior = {
  variances: [MODEL_VARIANCE, ...CATEGORIES.map(() => CATEGORY_VARIANCE), DIFFICULTY_VARIANCE],
  /** Variance of a thumb that is up with probability 0.7. */
  noise: 0.2,
};

/** 80 % of a normal distribution lie within this many standard deviations. */
const HALF_WIDTH_SDS = 1.2816;
/** With fewer outcomes an estimate is still shown as a prior. */
export const MIN_MEASURED = 5;

/** Builds an estimate with its 80 % interval, clamped to 0..1. */
export function interval(mean: number, sd: number, n: number): QualityEstimate {
  const clamped = clamp(mean);
  return {
    mean: clamped,
    low: clamp(mean - HALF_WIDTH_SDS * sd),
    high: clamp(mean + HALF_WIDTH_SDS * sd),
    source: n >= MIN_MEASURED ? 'measured' : 'prior',
    n,
  };
}

const NO_EVIDENCE = posterior(emptyEvidence(CONTEXT_DIMENSION), WEIGHT_PRIOR);

/** Standard deviation of the prior for a prompt. */
export function priorSd(context: PromptContext): number {
  return NO_EVIDENCE.predict(buildRegressors(context)).sd;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
