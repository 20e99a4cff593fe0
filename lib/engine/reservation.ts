import type { Catalog } from './catalog/catalog';
import { priceFor } from './cost';
import { MAX_ATTEMPTS } from './execute';
import type { Decision, Model, Rates } from './types';

/** What a model without a known price is reserved at, in $ per million tokens: above any list price that we know of. */
const CEILING: Rates = { input: 30, output: 150 };

export interface ReservationInput {
  decision: Decision;
  catalog: Catalog;
  /** The caller's limit on the answer; null: the model's own. */
  maxTokens: number | null;
  /** Two may be paid for. */
  isHedged: boolean;
  /** Epoch ms. */
  now: number;
}

/**
 * The most that a request is expected to cost, in nano-dollars: its input estimate and the longest answer allowed, at
 * the dearest candidate that may be tried. Kept aside from admission to settlement.
 */
export function reservationNanoUsd({ decision, catalog, maxTokens, isHedged, now }: ReservationInput): number {
  const { inputTokens } = decision.estimate;
  const worst = decision.candidates.slice(0, MAX_ATTEMPTS).map(({ model: id }) => {
    const model = catalog.get(id);
    return model ? worstCase(model, inputTokens, maxTokens, now) : 0;
  });
  return Math.max(0, ...worst) * (isHedged ? 2 : 1);
}

function worstCase(model: Model, inputTokens: number, maxTokens: number | null, now: number): number {
  const rates = priceFor(model, now, inputTokens)?.rates ?? CEILING;
  const outputTokens = Math.min(maxTokens ?? model.maxOutputTokens, model.maxOutputTokens);
  const perInput = Math.max(rates.input, rates.cacheWrite ?? 0);
  const perOutput = Math.max(rates.output, rates.reasoning ?? 0);
  return Math.ceil(inputTokens * perInput * 1_000 + outputTokens * perOutput * 1_000);
}
