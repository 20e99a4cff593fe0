import { CATEGORIES, type Category, type Classification } from '../types';

/** What memory knows of a prompt: which kinds it may be, and how hard it looks. Never its text. */
export interface PromptContext {
  category: Category;
  /** Sums to 1. */
  probabilities: Record<Category, number>;
  /** 0 is average; in the units of the prior's difficulty. */
  difficulty: number;
}

/** One number for the model as such, one for each category. */
export const CONTEXT_DIMENSION = 1 + CATEGORIES.length;

/** The regressors of a prompt: 1 for the model's own effect, and the probabilities of the categories. */
export function regressorsOf({ probabilities }: Pick<PromptContext, 'probabilities'>): number[] {
  return [1, ...CATEGORIES.map((category) => probabilities[category])];
}

/** The context of a request that was decided. */
export function contextOf(decision: Classification & { difficulty: number }): PromptContext {
  const { category, probabilities, difficulty } = decision;
  return { category, probabilities, difficulty };
}
