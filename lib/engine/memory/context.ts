import { CATEGORIES, type Category } from '../types';
import type { WeightPrior } from './posterior';

/** 1, how likely each category is, and how hard the prompt looks. */
export const CONTEXT_DIMENSION = CATEGORIES.length + 2;

export type CategoryShares = Partial<Record<Category, number>>;

/**
 * What a model's quality may depend on, as numbers: a constant (is this model better than thought at all?), the
 * probability of each category (is it better at code?), and the prompt's difficulty (does it hold up on hard ones?).
 *
 * @param shares probabilities that sum to about 1; a certain category is `{ code: 1 }`
 * @param difficulty −1 (easy) to 1 (hard)
 */
export function contextOf(shares: CategoryShares, difficulty: number): number[] {
  return [1, ...CATEGORIES.map((category) => shares[category] ?? 0), difficulty];
}

export interface PriorDeviations {
  /** How far a model may be off everywhere, as a standard deviation of quality. */
  model: number;
  /** How far it may be off in one category, beyond that. */
  category: number;
  /** How far it may be off between an average and a hard prompt. */
  difficulty: number;
  /** Standard deviation of one outcome. */
  outcome: number;
}

/** By judgement: a model is seldom off by more than 0.2 in all, and a single thumb says little. */
export const DEFAULT_DEVIATIONS: PriorDeviations = { model: 0.1, category: 0.15, difficulty: 0.05, outcome: 0.45 };

/**
 * The hierarchical prior of the weights of `contextOf`: few outcomes in one category first move that category and,
 * a little, the model as a whole; outcomes in many categories move the model.
 */
export function contextPrior({
  model,
  category,
  difficulty,
  outcome,
}: PriorDeviations = DEFAULT_DEVIATIONS): WeightPrior {
  return { variances: [model ** 2, ...CATEGORIES.map(() => category ** 2), difficulty ** 2], noise: outcome ** 2 };
}
