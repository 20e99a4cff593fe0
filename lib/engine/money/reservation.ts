import type { Catalog } from '../catalog/catalog';
import { expectedWallMs } from '../decide/estimate';
import { countLanes, maxAttemptsFor } from '../decide/lanes';
import { DEFAULT_DEADLINES } from '../execute/deadlines';
import type { Candidate, Decision, Exclusion, Model, Rates } from '../types';
import { computeCost, NO_USAGE, priceFor } from './cost';

/** Rates reserved for a model without a price, in $ per million tokens: above any known list price. */
const UNPRICED_RATES: Rates = { input: 30, output: 150 };

/** Output tokens reserved when the caller sets no limit; longer answers are rare. */
const UNLIMITED_OUTPUT_TOKENS = 4_096;

export interface ReservationInput {
  decision: Decision;
  catalog: Catalog;
  /** The caller's limit on each answer, in tokens; null: no limit. */
  maxTokens: number | null;
  /** Number of answers requested, OpenAI's `n`; absent: one. */
  choices?: number;
  /** Hedging may charge two calls. It does not apply to parallel requests. */
  isHedged: boolean;
  /** Epoch ms. */
  now: number;
}

/**
 * The maximum cost of a request with each candidate, in the decision's order, in nano-dollars: estimated input plus the
 * longest answers allowed. An unpriced model is charged at high rates.
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
  const rates = priceFor(model, now, inputTokens)?.rates ?? UNPRICED_RATES;
  const outputTokens = Math.min(maxTokens ?? UNLIMITED_OUTPUT_TOKENS, model.maxOutputTokens) * choices;
  // Cache writes cost more than plain input, and it is not known yet whether the request writes to a cache.
  const input = Math.max(rates.input, rates.cacheWrite ?? 0);
  const output = Math.max(rates.output, rates.reasoning ?? 0);
  const wallMs = Math.max(DEFAULT_DEADLINES.totalMs, expectedWallMs(model, outputTokens));
  return computeCost({ ...NO_USAGE, inputTokens, outputTokens }, { ...rates, input, output }, wallMs).costNanoUsd;
}

/**
 * The amounts to try to reserve, ascending; the highest that fits the budget is used. It starts from the cost of all
 * calls. Smaller amounts leave out the most expensive candidates or, for parallel requests, make fewer calls in the
 * decision's order or from the cheapest up. The smallest is the cheapest candidate alone.
 */
export function amountsToReserve(decision: Decision, worstCases: number[], fallbackOnRefusal = false): number[] {
  const paid = maxPaidCalls(decision, fallbackOnRefusal);
  const attempts = maxAttemptsFor(decision);
  const prefixCosts = (costs: number[]) => costs.slice(0, attempts).map((_, i) => maxCost(costs.slice(0, i + 1), paid));
  const byCostCap = [...new Set(worstCases)].map((most) => maxCost(firstWithin(most, worstCases, attempts), paid));
  const cheapest = [...worstCases].sort((a, b) => a - b);
  return [...new Set([...byCostCap, ...prefixCosts(worstCases), ...prefixCosts(cheapest)])].sort((a, b) => a - b);
}

/**
 * The maximum number of charged calls of a request. When the first content wins, calls that failed before it are free,
 * so at most the parallel calls are charged. With a consensus, or with fallback on refusal, a charged call may also be
 * replaced.
 */
function maxPaidCalls(decision: Decision, fallbackOnRefusal: boolean): number {
  return fallbackOnRefusal || decision.parallel?.consensus ? maxAttemptsFor(decision) : countLanes(decision);
}

function firstWithin(most: number, costs: number[], count: number): number[] {
  const found: number[] = [];
  for (const cost of costs) {
    if (cost <= most) found.push(cost);
    if (found.length === count) break;
  }
  return found;
}

/** The maximum total of these costs when at most `paid` calls are charged. */
function maxCost(costs: number[], paid: number): number {
  return sumCosts(mostExpensive(costs, paid));
}

function mostExpensive(costs: number[], count: number): number[] {
  return [...costs].sort((a, b) => b - a).slice(0, count);
}

function sumCosts(costs: number[]): number {
  return costs.reduce((sum, cost) => sum + cost, 0);
}

/** Excludes the candidates that do not fit the reserved amount, each with a reason. */
export function withinReservation(
  decision: Decision,
  worstCases: number[],
  reservedNanoUsd: number,
  fallbackOnRefusal = false,
): Decision {
  const costs = decision.candidates.map((candidate, i) => ({ candidate, cost: worstCases[i] ?? 0 }));
  const lanes = countLanes(decision);
  const fitting = (from: typeof costs) =>
    selectFitting(from, maxPaidCalls(decision, fallbackOnRefusal), reservedNanoUsd);
  const inOrder = fitting(costs);
  const cheapest = inOrder.size < lanes ? fitting([...costs].sort((a, b) => a.cost - b.cost)) : inOrder;
  const kept = cheapest.size > inOrder.size ? cheapest : inOrder;
  const candidates = decision.candidates.filter((candidate) => kept.has(candidate));
  if (candidates.length === decision.candidates.length) return decision;
  const tooExpensive = decision.candidates.filter((candidate) => !kept.has(candidate));
  const exclusions: Exclusion[] = tooExpensive.map(({ model, provider, name }) => ({
    model,
    provider,
    name,
    code: 'budget',
    reason: 'may cost more than the remaining budget',
  }));
  return { ...withFewerLanes(decision, candidates), exclusions: [...decision.exclusions, ...exclusions] };
}

/** The candidates that fit the reservation together, taken in the given order. */
function selectFitting(
  costs: { candidate: Candidate; cost: number }[],
  paid: number,
  reserved: number,
): Set<Candidate> {
  const kept = new Set<Candidate>();
  let topCosts: number[] = [];
  for (const { candidate, cost } of costs) {
    const next = mostExpensive([...topCosts, cost], paid);
    if (sumCosts(next) > reserved) continue;
    kept.add(candidate);
    topCosts = next;
  }
  return kept;
}

function withFewerLanes({ parallel, ...decision }: Decision, candidates: Candidate[]): Decision {
  if (!parallel) return { ...decision, candidates };
  const models = candidates.slice(0, parallel.models.length).map(({ model }) => model);
  const isFewer = models.length < parallel.models.length;
  const shortfall = `${models.length} of ${parallel.wanted} models are called: the remaining budget does not cover more.`;
  return { ...decision, candidates, parallel: { ...parallel, models, ...(isFewer && { shortfall }) } };
}
