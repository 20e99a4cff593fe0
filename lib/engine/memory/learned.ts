import { priorQuality } from '../policy/prior';
import { CATEGORIES, type Category, type Model } from '../types';
import { CONTEXT_DIMENSION, type PromptContext, regressorsOf } from './context';
import { addOutcome, type Evidence, emptyEvidence } from './evidence';

/** Changes when the prior or the regressors change: sums learned against another prior are rebuilt from the lessons. */
export const LEARNED_VERSION = 'prior-1';

/** One outcome to learn from. */
export interface Lesson {
  context: PromptContext;
  /** 0..1 */
  outcome: number;
  /** 1 is one explicit rating. */
  weight: number;
}

/** What outcomes of one category came to: how many, and how many of them were good. */
export interface Tally {
  n: number;
  accepted: number;
}

/** All that was learned of a model from one team, as sums: small, and the same in whatever order outcomes came. */
export interface Learned {
  version: string;
  evidence: Evidence;
  tally: Partial<Record<Category, Tally>>;
}

export function nothingLearned(): Learned {
  return { version: LEARNED_VERSION, evidence: emptyEvidence(CONTEXT_DIMENSION), tally: {} };
}

/** Adds one outcome; what came in is not changed. */
export function learn(learned: Learned, model: Model, { context, outcome, weight }: Lesson): Learned {
  const expected = priorQuality(model, context).mean;
  return {
    version: learned.version,
    evidence: addOutcome(learned.evidence, regressorsOf(context), outcome - expected, weight),
    tally: counted(learned.tally, context.category, outcome),
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
