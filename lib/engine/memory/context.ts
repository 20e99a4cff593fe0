import { relativeDifficulty } from '../quality/difficulty';
import { CATEGORIES, type Category, type Classification } from '../types';

/** What memory knows of a prompt: which kinds it may be, and how hard it looks. Never its text. */
export interface PromptContext {
  category: Category;
  /** Sums to 1. */
  probabilities: Record<Category, number>;
  /** In logits around the average prompt (`difficultyOf`); null: as usual for the category. */
  difficulty: number | null;
}

/** One number for the model as such, one for each category, one for difficulty. */
export const CONTEXT_DIMENSION = CATEGORIES.length + 2;

/**
 * What a model's deviation from its prior may depend on: a constant (is it better than thought at all?), the
 * probability of each category (is it better at code?), and how much harder than usual the prompt is, -1..1 (does it
 * hold up on hard ones?).
 */
export function regressorsOf(context: PromptContext): Float64Array {
  const known = regressors.get(context);
  if (known) return known;
  const { category, probabilities, difficulty } = context;
  const relative = difficulty === null ? 0 : relativeDifficulty(difficulty, category);
  const x = Float64Array.of(1, ...CATEGORIES.map((name) => probabilities[name]), Math.max(-1, Math.min(1, relative)));
  regressors.set(context, x);
  return x;
}

/** One decision asks for the same prompt's as many times as there are models. */
const regressors = new WeakMap<PromptContext, Float64Array>();

/** The context of a request that was decided. */
export function contextOf(decision: Classification & { difficulty: number | null }): PromptContext {
  const { category, probabilities, difficulty } = decision;
  return { category, probabilities, difficulty };
}

/** Whether what was stored with a word can be learned from. */
export function isContext(json: unknown): json is PromptContext {
  const { category, probabilities, difficulty } = (json ?? {}) as Partial<PromptContext>;
  return (
    CATEGORIES.some((known) => known === category) &&
    CATEGORIES.every((known) => Number.isFinite(probabilities?.[known])) &&
    (difficulty === null || Number.isFinite(difficulty))
  );
}
