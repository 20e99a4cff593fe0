import type { Catalog } from '../catalog/catalog';
import { expectedWallMs } from '../decide/estimate';
import { lanesOf, maxAttemptsFor } from '../decide/lanes';
import { DEFAULT_DEADLINES } from '../execute/deadlines';
import type { Candidate, Decision, Exclusion, Model, Rates } from '../types';
import { costOf, NO_USAGE, priceFor } from './cost';

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
 * The amounts that may be reserved, of which the highest that fits is: what may have to be paid for all, and less where
 * a budget has no room for that. Without the dearest candidates others take their place; where several may be paid,
 * fewer are asked, in the decision's order or from the cheapest on. The cheapest candidate alone is the least.
 */
export function amountsToReserve(decision: Decision, worstCases: number[], fallbackOnRefusal = false): number[] {
  const paid = mostPaid(decision, fallbackOnRefusal);
  const attempts = maxAttemptsFor(decision);
  const growing = (costs: number[]) => costs.slice(0, attempts).map((_, i) => together(costs.slice(0, i + 1), paid));
  const withoutDearer = [...new Set(worstCases)].map((most) => together(firstUpTo(most, worstCases, attempts), paid));
  const cheapest = [...worstCases].sort((a, b) => a - b);
  return [...new Set([...withoutDearer, ...growing(worstCases), ...growing(cheapest)])].sort((a, b) => a - b);
}

/**
 * How many calls one request may have to pay for. When the first to speak is heard, one that failed before it was free:
 * no more are paid for than run at once. Where all are heard to their end, one may break off, and cost, and be replaced;
 * so may one that refuses, where the next is asked then.
 */
function mostPaid(decision: Decision, fallbackOnRefusal: boolean): number {
  return fallbackOnRefusal || decision.parallel?.consensus ? maxAttemptsFor(decision) : lanesOf(decision);
}

function firstUpTo(most: number, costs: number[], count: number): number[] {
  const found: number[] = [];
  for (const cost of costs) {
    if (cost <= most) found.push(cost);
    if (found.length === count) break;
  }
  return found;
}

/** The most that calls to these may cost one request, of which so many are paid. */
function together(costs: number[], paid: number): number {
  return sumOf(dearestOf(costs, paid));
}

function dearestOf(costs: number[], count: number): number[] {
  return [...costs].sort((a, b) => b - a).slice(0, count);
}

function sumOf(costs: number[]): number {
  return costs.reduce((sum, cost) => sum + cost, 0);
}

/** A decision without the candidates that no longer fit into a budget, each named with the reason. */
export function withinReservation(
  decision: Decision,
  worstCases: number[],
  reservedNanoUsd: number,
  fallbackOnRefusal = false,
): Decision {
  const costs = decision.candidates.map((candidate, i) => ({ candidate, cost: worstCases[i] ?? 0 }));
  const lanes = lanesOf(decision);
  const fitting = (from: typeof costs) => fittingOf(from, mostPaid(decision, fallbackOnRefusal), reservedNanoUsd);
  const inOrder = fitting(costs);
  const cheapest = inOrder.size < lanes ? fitting([...costs].sort((a, b) => a.cost - b.cost)) : inOrder;
  const kept = cheapest.size > inOrder.size ? cheapest : inOrder;
  const candidates = decision.candidates.filter((candidate) => kept.has(candidate));
  if (candidates.length === decision.candidates.length) return decision;
  const tooDear = decision.candidates.filter((candidate) => !kept.has(candidate));
  const exclusions: Exclusion[] = tooDear.map(({ model, provider, name }) => ({
    model,
    provider,
    name,
    code: 'budget',
    reason: 'may cost more than the budget has left',
  }));
  return { ...withFewerLanes(decision, candidates), exclusions: [...decision.exclusions, ...exclusions] };
}

/** Those that fit into a reservation together, taken in the order given. */
function fittingOf(costs: { candidate: Candidate; cost: number }[], paid: number, reserved: number): Set<Candidate> {
  const kept = new Set<Candidate>();
  let dearest: number[] = [];
  for (const { candidate, cost } of costs) {
    const next = dearestOf([...dearest, cost], paid);
    if (sumOf(next) > reserved) continue;
    kept.add(candidate);
    dearest = next;
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
