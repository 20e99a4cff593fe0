import { costOf, NO_USAGE, priceFor } from '../money/cost';
import type { Category, Model } from '../types';

/**
 * How long an answer of each kind is expected to be, in tokens: round figures by judgement, not measured.
 * Only for ranking and ceilings; the bill counts what was really used.
 */
const EXPECTED_OUTPUT_TOKENS: Record<Category, number> = {
  simple: 80,
  medium: 350,
  reasoning: 500,
  code: 500,
  creative: 450,
  summarization: 160,
  multilingual: 250,
};

/** The expected length of so many answers of this kind, each never more than the caller allows. */
export function expectedOutputTokens(category: Category, maxTokens: number | null, choices = 1): number {
  return Math.min(EXPECTED_OUTPUT_TOKENS[category], maxTokens ?? Number.POSITIVE_INFINITY) * choices;
}

/** Expected cost of one request at a model, in nano-dollars; null when the model has no price. */
export function expectedCostNanoUsd(
  model: Model,
  inputTokens: number,
  outputTokens: number,
  at: number,
): number | null {
  const price = priceFor(model, at, inputTokens);
  if (!price) return null;
  const usage = { ...NO_USAGE, inputTokens, outputTokens };
  return costOf(usage, price.rates, expectedWallMs(model, outputTokens)).costNanoUsd;
}

/** How long an answer of that length is expected to take, in ms. */
export function expectedWallMs({ latency }: Model, outputTokens: number): number {
  return Math.round(latency.ttftMs + (outputTokens / latency.tokensPerSecond) * 1_000);
}

/** What costs are measured in when they meet quality: the same request at a frontier model's list price, $2 / $10. */
export function referenceCostNanoUsd(inputTokens: number, outputTokens: number): number {
  return Math.max(1, inputTokens * 2_000 + outputTokens * 10_000);
}
