import { CATEGORIES, type QualityEstimate } from '../types';
import { CONTEXT_DIMENSION, type PromptContext, regressorsOf } from './context';
import { emptyEvidence } from './outcome-sums';
import { posterior, type WeightPrior } from './posterior';

/**
 * How far a model may lie from its prior, as variances: a little as such, more in one category. Together they make the
 * prior worth about ten ratings. Judgement, not measured.
 */
const MODEL_VARIANCE = 0.008;
const CATEGORY_VARIANCE = 0.012;
/** Between a usual prompt and one of the hardest of its category. */
const DIFFICULTY_VARIANCE = 0.0025;
export const DEVIATIONS: WeightPrior = {
  variances: [MODEL_VARIANCE, ...CATEGORIES.map(() => CATEGORY_VARIANCE), DIFFICULTY_VARIANCE],
  /** Of a thumb that is up with probability 0.7. */
  noise: 0.2,
};

/** 80 % of a normal distribution lie within this many standard deviations. */
const HALF_WIDTH_SDS = 1.2816;
/** Fewer outcomes than this are still a prior, and shown as one. */
export const MIN_MEASURED = 5;

/** An estimate around a mean, kept within 0..1. */
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

const NO_EVIDENCE = posterior(emptyEvidence(CONTEXT_DIMENSION), DEVIATIONS);

/** How far off the prior may be, as a standard deviation. */
export function priorSd(context: PromptContext): number {
  return NO_EVIDENCE.predict(regressorsOf(context)).sd;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
