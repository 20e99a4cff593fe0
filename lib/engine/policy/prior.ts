import type { PromptContext } from '../memory/context';
import { interval, priorSd } from '../memory/uncertainty';
import { measuredEffect, relativeDifficulty } from '../quality/difficulty';
import type { Category, Model, QualityEstimate, Tier } from '../types';

/**
 * Prior quality by tier and category, 0..1, for a prompt of average difficulty in its category. Chosen by judgement from
 * public benchmarks, where hard categories separate the tiers more than easy ones. Always labelled as a prior, and
 * overruled by measured outcomes.
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
/** The difficulty model was trained on benchmarks, so its effect is halved for everyday prompts. */
const DIFFICULTY_TRUST = 0.5;
/** Number of data prompts that weigh as much as the tier prior; high, because benchmarks differ from real prompts. */
const DATA_HALF_TRUST = 400;
const LARGEST_EFFECT = 0.06;

/**
 * The article's category map by provider. It is a small bonus on the prior, which measured outcomes can overrule; a
 * caller's `categoryMap` is an explicit order and overrules the score.
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

/**
 * The prior quality of a model for a prompt, with a wide interval: by tier and category, shifted by the prompt's
 * difficulty and by measured effects of this model in this category, shrunk when data are few.
 */
export function priorQuality(model: Model, context: PromptContext): QualityEstimate {
  return priorFor(context)(model);
}

/** Like `priorQuality` for many models and one prompt; prompt-dependent parts are computed once. */
export function priorFor(context: PromptContext): (model: Model) => QualityEstimate {
  const { category, difficulty } = context;
  const relative = difficulty === null ? 0 : relativeDifficulty(difficulty, category);
  const sd = priorSd(context);
  const byTier = new Map<Tier, number>();
  return (model) => {
    const known = byTier.get(model.tier) ?? tierQuality(model.tier, category, relative);
    byTier.set(model.tier, known);
    return interval(priorMean(model, category, known), sd, 0);
  };
}

function priorMean(model: Model, category: Category, tierMean: number): number {
  const strength = model.strengths?.includes(category) ? STRENGTH_BONUS : 0;
  const mapped = ARTICLE_CATEGORY_MAP[category].includes(model.provider) ? CATEGORY_MAP_BONUS : 0;
  const shifted = tierMean + strength + mapped + estimateEffect(model, category);
  return Math.max(0.02, Math.min(0.97, shifted));
}

/**
 * Expected quality of a tier, 0..1. The difficulty shift is in logits, so tiers converge on easy prompts and diverge on
 * hard ones; a stronger tier is never below a weaker one.
 *
 * @param relative difficulty relative to the category's average, in logits
 */
export function tierQuality(tier: Tier, category: Category, relative: number): number {
  const usual = PRIOR_BY_TIER[tier][category];
  const logit = Math.log(usual / (1 - usual)) - DIFFICULTY_TRUST * relative;
  return 1 / (1 + Math.exp(-logit));
}

function estimateEffect(model: Model, category: Category): number {
  const known = measuredEffect(model.id, category);
  if (!known) return 0;
  const trusted = (known.effect * known.n) / (known.n + DATA_HALF_TRUST);
  return Math.max(-LARGEST_EFFECT, Math.min(LARGEST_EFFECT, trusted));
}

/** Values in the order simple, medium, reasoning, code, creative, summarization, multilingual. */
function prior(values: [number, number, number, number, number, number, number]): Record<Category, number> {
  const [simple, medium, reasoning, code, creative, summarization, multilingual] = values;
  return { simple, medium, reasoning, code, creative, summarization, multilingual };
}
