import { RouterError } from '../errors';
import type { Candidate, Decision, Exclusion } from '../types';

/** How many calls one request may make, its first included. */
export const MAX_ATTEMPTS = 4;

const MIN_LANES = 2;
const MAX_LANES = 5;
/** How many are asked for a consensus, unless the caller says. */
const DEFAULT_LANES = 3;

/** How many models the caller wants asked at once; null: one after the other. Throws `RouterError` beyond 2 to 5. */
export function lanesWanted({ parallel, consensus }: { parallel?: number; consensus?: boolean }): number | null {
  const wanted = parallel ?? (consensus ? DEFAULT_LANES : null);
  if (wanted === null || (Number.isInteger(wanted) && wanted >= MIN_LANES && wanted <= MAX_LANES)) return wanted;
  throw new RouterError(
    'invalid_request',
    `router.parallel asks ${MIN_LANES} to ${MAX_LANES} models at once, not ${wanted}.`,
    { param: 'router.parallel' },
  );
}

/** How many models are asked at once. */
export function lanesOf({ parallel }: Pick<Decision, 'parallel'>): number {
  return parallel?.models.length ?? 1;
}

/** How many calls a request may make: each of those asked at once, and as many more as a request that asks one. */
export function attemptsOf(decision: Pick<Decision, 'parallel'>): number {
  return lanesOf(decision) + MAX_ATTEMPTS - 1;
}

export interface LanesAsked {
  wanted: number;
  consensus: boolean;
  /** The caller's own order holds, whoever the providers are. */
  inOrder: boolean;
  /** Ceiling of what all of them are expected to cost together; null: none. */
  maxCostNanoUsd: number | null;
}

/**
 * A decision to ask several at once: the best candidates of as many providers, then other models of theirs. They come
 * first among the candidates; those behind them take the place of one that fails. A ceiling holds for all together:
 * whoever would exceed it beside the others is left out, also in the place of the cheapest of them.
 */
export function withLanes(decision: Decision, { wanted, consensus, inOrder, maxCostNanoUsd }: LanesAsked): Decision {
  const candidates = inOrder ? decision.candidates : eachProviderFirst(decision.candidates);
  const ceiling = maxCostNanoUsd ?? Number.POSITIVE_INFINITY;
  const lanes: Candidate[] = [];
  const passed: Candidate[] = [];
  let sum = 0;
  for (const candidate of candidates) {
    const cost = candidate.costNanoUsd ?? 0;
    if (lanes.length === wanted || sum + cost > ceiling) passed.push(candidate);
    else {
      lanes.push(candidate);
      sum += cost;
    }
  }
  const mostInstead = cheapestOf(lanes) + (ceiling - sum) / Math.max(1, lanes.length);
  const fits = ({ costNanoUsd }: Candidate) => (costNanoUsd ?? 0) <= mostInstead;
  const tooDear = passed.filter((candidate) => !fits(candidate));
  return {
    ...decision,
    candidates: [...lanes, ...passed.filter(fits)],
    exclusions: [...decision.exclusions, ...tooDear.map((one) => overCeiling(one, ceiling))].sort(byModel),
    // Nothing near would change whom several are.
    counterfactual: null,
    parallel: {
      wanted,
      planned: lanes.length,
      models: lanes.map(({ model }) => model),
      consensus,
      shortfall: lanes.length < wanted ? shortfall(lanes.length, wanted, tooDear.length > 0) : null,
    },
  };
}

/** The best of each provider, best first; then their second ones, and all others. */
function eachProviderFirst(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  const [firsts, others]: [Candidate[], Candidate[]] = [[], []];
  for (const candidate of candidates) {
    (seen.has(candidate.provider) ? others : firsts).push(candidate);
    seen.add(candidate.provider);
  }
  return [...firsts, ...others];
}

function cheapestOf(candidates: Candidate[]): number {
  return Math.min(...candidates.map(({ costNanoUsd }) => costNanoUsd ?? 0));
}

function overCeiling({ model, provider, name, costNanoUsd }: Candidate, ceiling: number): Exclusion {
  const [cost, most] = [costNanoUsd ?? 0, ceiling].map((nanoUsd) => `$${Number((nanoUsd / 1e9).toPrecision(4))}`);
  const reason = `about ${cost}, beside the others asked, is over the ceiling of ${most}`;
  return { model, provider, name, code: 'cost-ceiling', reason };
}

function byModel(a: Exclusion, b: Exclusion): number {
  return a.model < b.model ? -1 : 1;
}

function shortfall(asked: number, wanted: number, isDear: boolean): string {
  const why = isDear ? 'more would cost more than the ceiling allows' : 'no other model can serve this request';
  return `${asked} of ${wanted} models are asked: ${why}.`;
}
