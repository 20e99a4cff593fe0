import type { Catalog } from './catalog/catalog';
import { costOf, NO_USAGE, priceFor } from './cost';
import { DEFAULT_DEADLINES } from './deadlines';
import { expectedWallMs } from './estimate';
import { attemptsOf, lanesOf } from './several';
import type { Candidate, Decision, Exclusion, Model, Rates } from './types';

/** What a model without a known price is reserved at, in $ per million tokens: above any list price that we know of. */
const CEILING: Rates = { input: 30, output: 150 };

/** Tokens that an answer is taken to need at most when the caller sets no limit: longer ones are rare. */
const UNLIMITED_OUTPUT_TOKENS = 4_096;

export interface ReservationInput {
  decision: Decision;
  catalog: Catalog;
  /** The caller's limit on each answer, in tokens; null when there is none. */
  maxTokens: number | null;
  /** How many answers are asked for at once, OpenAI's `n`; absent: one. */
  choices?: number;
  /** Two may be paid for. Where several are asked at once, nobody is hedged. */
  isHedged: boolean;
  /** Epoch ms. */
  now: number;
}

/**
 * What a request costs at most with each candidate, in the decision's order, in nano-dollars: its input estimate and
 * the longest answers allowed. An unpriced model is taken to be dear.
 */
export function worstCasesNanoUsd(input: ReservationInput): number[] {
  const { decision, catalog, isHedged } = input;
  return decision.candidates.map(({ model: id }) => {
    const model = catalog.get(id);
    return (model ? worstCase(model, input) : 0) * (isHedged && !decision.parallel ? 2 : 1);
  });
}

function worstCase(model: Model, { decision, maxTokens, choices = 1, now }: ReservationInput): number {
  const { inputTokens } = decision.estimate;
  const rates = priceFor(model, now, inputTokens)?.rates ?? CEILING;
  const outputTokens = Math.min(maxTokens ?? UNLIMITED_OUTPUT_TOKENS, model.maxOutputTokens) * choices;
  // Whoever writes into a cache pays more for it; whether the caller will, nobody knows yet.
  const input = Math.max(rates.input, rates.cacheWrite ?? 0);
  const output = Math.max(rates.output, rates.reasoning ?? 0);
  const wallMs = Math.max(DEFAULT_DEADLINES.totalMs, expectedWallMs(model, outputTokens));
  return costOf({ ...NO_USAGE, inputTokens, outputTokens }, { ...rates, input, output }, wallMs).costNanoUsd;
}

/**
 * The amounts that may be reserved, of which the highest that fits is. For one that is asked at a time, what each of
 * the first candidates may cost. For several at once, what they may cost together, in the decision's order and from
 * the cheapest on: where a budget has no room for all, fewer are asked.
 */
export function amountsToReserve(decision: Decision, worstCases: number[]): number[] {
  const first = worstCases.slice(0, attemptsOf(decision));
  if (!decision.parallel) return first;
  const cheapest = [...first].sort((a, b) => a - b);
  const sums = [first, cheapest].flatMap((costs) => costs.map((_, i) => together(decision, costs.slice(0, i + 1))));
  return [...new Set(sums)];
}

/**
 * The most that calls to these may cost one request. When the first to speak is heard, one that failed before it was
 * free: no more are paid for than run at once. Where all are heard to their end, one may break off, and cost, and be
 * replaced.
 */
function together(decision: Decision, costs: number[]): number {
  const paid = decision.parallel?.consensus ? attemptsOf(decision) : lanesOf(decision);
  const dearest = [...costs].sort((a, b) => b - a).slice(0, paid);
  return dearest.reduce((sum, cost) => sum + cost, 0);
}

/** A decision without the candidates that no longer fit into a budget, each named with the reason. */
export function withinReservation(decision: Decision, worstCases: number[], reservedNanoUsd: number): Decision {
  const kept: Candidate[] = [];
  const tooDear: Candidate[] = [];
  const costs: number[] = [];
  for (const [i, candidate] of decision.candidates.entries()) {
    const cost = worstCases[i] ?? 0;
    const sum = decision.parallel ? together(decision, [...costs, cost]) : cost;
    if (sum > reservedNanoUsd) tooDear.push(candidate);
    else {
      kept.push(candidate);
      costs.push(cost);
    }
  }
  if (tooDear.length === 0) return decision;
  const exclusions: Exclusion[] = tooDear.map(({ model, provider, name }) => ({
    model,
    provider,
    name,
    code: 'budget',
    reason: 'may cost more than the budget has left',
  }));
  return { ...withFewerLanes(decision, kept), exclusions: [...decision.exclusions, ...exclusions] };
}

function withFewerLanes({ parallel, ...decision }: Decision, candidates: Candidate[]): Decision {
  if (!parallel) return { ...decision, candidates };
  const models = candidates.slice(0, parallel.models.length).map(({ model }) => model);
  const isFewer = models.length < parallel.models.length;
  const shortfall = `${models.length} of ${parallel.wanted} models are asked: a budget has no room for more.`;
  return { ...decision, candidates, parallel: { ...parallel, models, ...(isFewer && { shortfall }) } };
}
