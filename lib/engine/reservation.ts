import type { Catalog } from './catalog/catalog';
import { costOf, NO_USAGE, priceFor } from './cost';
import { DEFAULT_DEADLINES } from './deadlines';
import { expectedWallMs } from './estimate';
import type { Decision, Exclusion, Model, Rates } from './types';

/** What a model without a known price is reserved at, in $ per million tokens: above any list price that we know of. */
const CEILING: Rates = { input: 30, output: 150 };

/** Tokens that an answer is taken to need at most when the caller sets no limit: longer ones are rare. */
const UNLIMITED_OUTPUT_TOKENS = 4_096;

export interface ReservationInput {
  decision: Decision;
  catalog: Catalog;
  /** The caller's limit on the answer, in tokens; null when there is none. */
  maxTokens: number | null;
  /** Two may be paid for. */
  isHedged: boolean;
  /** Epoch ms. */
  now: number;
}

/**
 * What a request costs at most with each candidate, in the decision's order, in nano-dollars: its input estimate and
 * the longest answer allowed. An unpriced model is taken to be dear.
 */
export function worstCasesNanoUsd({ decision, catalog, maxTokens, isHedged, now }: ReservationInput): number[] {
  const { inputTokens } = decision.estimate;
  return decision.candidates.map(({ model: id }) => {
    const model = catalog.get(id);
    return (model ? worstCase(model, inputTokens, maxTokens, now) : 0) * (isHedged ? 2 : 1);
  });
}

function worstCase(model: Model, inputTokens: number, maxTokens: number | null, now: number): number {
  const rates = priceFor(model, now, inputTokens)?.rates ?? CEILING;
  const outputTokens = Math.min(maxTokens ?? UNLIMITED_OUTPUT_TOKENS, model.maxOutputTokens);
  // Whoever writes into a cache pays more for it; whether the caller will, nobody knows yet.
  const input = Math.max(rates.input, rates.cacheWrite ?? 0);
  const output = Math.max(rates.output, rates.reasoning ?? 0);
  const wallMs = Math.max(DEFAULT_DEADLINES.totalMs, expectedWallMs(model, outputTokens));
  return costOf({ ...NO_USAGE, inputTokens, outputTokens }, { ...rates, input, output }, wallMs).costNanoUsd;
}

/** A decision without the candidates that no longer fit into a budget, each named with the reason. */
export function withinReservation(decision: Decision, worstCases: number[], reservedNanoUsd: number): Decision {
  const fits = (i: number) => (worstCases[i] ?? 0) <= reservedNanoUsd;
  const tooDear = decision.candidates.filter((_, i) => !fits(i));
  if (tooDear.length === 0) return decision;
  const exclusions: Exclusion[] = tooDear.map(({ model, provider, name }) => ({
    model,
    provider,
    name,
    code: 'budget',
    reason: 'may cost more than the budget has left',
  }));
  return {
    ...decision,
    candidates: decision.candidates.filter((_, i) => fits(i)),
    exclusions: [...decision.exclusions, ...exclusions],
  };
}
