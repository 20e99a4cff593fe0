import { relativeDifficulty } from '../quality/difficulty';
import { CATEGORIES, type Category, type Classification } from '../types';

/** What memory stores about a prompt: its category probabilities and difficulty, never its text. */
export interface PromptContext {
  category: Category;
  /** Sums to 1. */
  probabilities: Record<Category, number>;
  /** In logits relative to the average prompt (`estimateDifficulty`); null: taken as usual for the category. */
  difficulty: number | null;
}

/** One constant, one value per category, one for difficulty. */
export const CONTEXT_DIMENSION = CATEGORIES.length + 2;

/**
 * The regressors for a model's deviation from its prior: a constant (better or worse overall), the probability of each
 * category (better at code?), and the relative difficulty, -1..1 (does it cope with hard prompts?).
 */
export function buildRegressors(context: PromptContext): Float64Array {
  const known = regressors.get(context);
  if (known) return known;
  const { category, probabilities, difficulty } = context;
  const relative = difficulty === null ? 0 : relativeDifficulty(difficulty, category);
  const x = Float64Array.of(1, ...CATEGORIES.map((name) => probabilities[name]), Math.max(-1, Math.min(1, relative)));
  regressors.set(context, x);
  return x;
}

/** Cached because a decision needs them once per model. */
const regressors = new WeakMap<PromptContext, Float64Array>();

/** The prompt context of a decision. */
export function toPromptContext(decision: Classification & { difficulty: number | null }): PromptContext {
  const { category, probabilities, difficulty } = decision;
  return { category, probabilities, difficulty };
}

/** Type guard for a context stored with feedback. */
export function isContext(json: unknown): json is PromptContext {
  const { category, probabilities, difficulty } = (json ?? {}) as Partial<PromptContext>;
  return (
    CATEGORIES.some((known) => known === category) &&
    CATEGORIES.every((known) => Number.isFinite(probabilities?.[known])) &&
    (difficulty === null || Number.isFinite(difficulty))
  );
}
