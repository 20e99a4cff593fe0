import { computeCost, NO_USAGE, priceFor } from '../money/cost';
import type { Category, Model } from '../types';

/**
 * Expected answer length by category, in tokens. Round figures chosen by judgement, not measured. Used for ranking and
 * cost limits only; the ledger charges measured usage.
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

/** Expected output tokens of `choices` answers, each capped at the caller's `maxTokens`. */
export function expectedOutputTokens(category: Category, maxTokens: number | null, choices = 1): number {
  return Math.min(EXPECTED_OUTPUT_TOKENS[category], maxTokens ?? Number.POSITIVE_INFINITY) * choices;
}

/** Expected cost of one request to a model in nano-dollars; null when the model has no price. */
export function expectedCostNanoUsd(
  model: Model,
  inputTokens: number,
  outputTokens: number,
  at: number,
): number | null {
  const price = priceFor(model, at, inputTokens);
  if (!price) return null;
  const usage = { ...NO_USAGE, inputTokens, outputTokens };
  return computeCost(usage, price.rates, expectedWallMs(model, outputTokens)).costNanoUsd;
}

/** Expected duration of an answer of that length, in ms. */
export function expectedWallMs({ latency }: Model, outputTokens: number): number {
  return Math.round(latency.ttftMs + (outputTokens / latency.tokensPerSecond) * 1_000);
}

/** Cost of the same request at a frontier model's list price ($2 in, $10 out per million): the unit of cost in scores. */
export function referenceCostNanoUsd(inputTokens: number, outputTokens: number): number {
  return Math.max(1, inputTokens * 2_000 + outputTokens * 10_000);
}
