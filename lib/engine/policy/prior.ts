import type { PromptContext } from '../memory/context';
import { interval, priorSd } from '../memory/uncertainty';
import type { Category, Model, QualityEstimate, Tier } from '../types';

/**
 * What a model's answers are thought to be worth before anybody has rated one: a prior by tier and category.
 * The numbers are our judgement, drawn from public results (hard categories spread the tiers further apart than easy
 * ones); they are always labelled as a prior and give way to outcomes.
 */
const PRIOR_BY_TIER: Record<Tier, Record<Category, number>> = {
  nano: prior([0.78, 0.6, 0.4, 0.42, 0.55, 0.66, 0.5]),
  small: prior([0.84, 0.68, 0.52, 0.55, 0.64, 0.74, 0.62]),
  medium: prior([0.87, 0.75, 0.63, 0.66, 0.71, 0.79, 0.71]),
  large: prior([0.89, 0.81, 0.74, 0.76, 0.78, 0.83, 0.79]),
  frontier: prior([0.9, 0.84, 0.83, 0.84, 0.82, 0.85, 0.83]),
};

const STRENGTH_BONUS = 0.06;
const CATEGORY_MAP_BONUS = 0.03;

/**
 * The article's category map, by provider: who it would ask first for each kind. Here it is a small bonus on the prior,
 * so that a measured outcome can overrule it; a `categoryMap` of the caller's own is an order and overrules everything.
 */
export const ARTICLE_CATEGORY_MAP: Record<Category, string[]> = {
  simple: ['groq', 'cerebras'],
  medium: ['openai', 'google'],
  reasoning: ['anthropic', 'openai'],
  code: ['anthropic', 'openai'],
  creative: ['anthropic', 'openai'],
  summarization: ['google', 'groq'],
  multilingual: ['google', 'openai'],
};

/** The prior quality of a model's answer to a prompt, with its interval. */
export function priorQuality(model: Model, context: PromptContext): QualityEstimate {
  const { category } = context;
  const strength = model.strengths?.includes(category) ? STRENGTH_BONUS : 0;
  const mapped = ARTICLE_CATEGORY_MAP[category].includes(model.provider) ? CATEGORY_MAP_BONUS : 0;
  const mean = Math.min(0.97, PRIOR_BY_TIER[model.tier][category] + strength + mapped);
  return interval(mean, priorSd(context), 0);
}

/** In the order simple, medium, reasoning, code, creative, summarization, multilingual. */
function prior(values: [number, number, number, number, number, number, number]): Record<Category, number> {
  const [simple, medium, reasoning, code, creative, summarization, multilingual] = values;
  return { simple, medium, reasoning, code, creative, summarization, multilingual };
}
