import { RouterError } from '../errors';
import type { Candidate, Decision, Exclusion } from '../types';

/** Maximum number of calls for one request, including the first. */
export const MAX_ATTEMPTS = 4;

const MIN_LANES = 2;
const MAX_LANES = 5;
/** Number of models for a consensus when the caller sets none. */
const DEFAULT_LANES = 3;

/** The number of models to call at once, or null for one after another. Throws `RouterError` unless it is 2 to 5. */
export function lanesWanted({ parallel, consensus }: { parallel?: number; consensus?: boolean }): number | null {
  const wanted = parallel ?? (consensus ? DEFAULT_LANES : null);
  if (wanted === null || (Number.isInteger(wanted) && wanted >= MIN_LANES && wanted <= MAX_LANES)) return wanted;
  throw new RouterError(
    'invalid_request',
    `router.parallel must be an integer from ${MIN_LANES} to ${MAX_LANES}, not ${wanted}.`,
    { param: 'router.parallel' },
  );
}

/** The number of models called at once. */
export function countLanes({ parallel }: Pick<Decision, 'parallel'>): number {
  return parallel?.models.length ?? 1;
}

/** Maximum number of calls for a request: all parallel ones, and the same number of fallbacks as a single call has. */
export function maxAttemptsFor(decision: Pick<Decision, 'parallel'>): number {
  return countLanes(decision) + MAX_ATTEMPTS - 1;
}

export interface LaneOptions {
  wanted: number;
  consensus: boolean;
  /** Keeps the caller's order instead of spreading the calls over providers. */
  inOrder: boolean;
  /** Limit on the expected cost of all calls together; null: no limit. */
  maxCostNanoUsd: number | null;
}

/**
 * Turns a decision into one that calls several models at once: the best candidate of each provider first, then the
 * next ones. The chosen models come first in `candidates`; those after them replace a call that fails. The cost limit
 * holds for all calls together, so a candidate that would exceed it is excluded, even as a replacement.
 */
export function withLanes(decision: Decision, { wanted, consensus, inOrder, maxCostNanoUsd }: LaneOptions): Decision {
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
  const maxReplacementCost = lowestCost(lanes) + (ceiling - sum) / Math.max(1, lanes.length);
  const fits = ({ costNanoUsd }: Candidate) => (costNanoUsd ?? 0) <= maxReplacementCost;
  const tooExpensive = passed.filter((candidate) => !fits(candidate));
  return {
    ...decision,
    candidates: [...lanes, ...passed.filter(fits)],
    exclusions: [...decision.exclusions, ...tooExpensive.map((one) => overCeiling(one, ceiling))].sort(byModel),
    // A single quality weight does not explain a choice of several models.
    counterfactual: null,
    parallel: {
      wanted,
      planned: lanes.length,
      models: lanes.map(({ model }) => model),
      consensus,
      shortfall: lanes.length < wanted ? shortfall(lanes.length, wanted, tooExpensive.length > 0) : null,
    },
  };
}

/** The best candidate of each provider, then all others; each group in ranking order. */
function eachProviderFirst(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  const [firsts, others]: [Candidate[], Candidate[]] = [[], []];
  for (const candidate of candidates) {
    (seen.has(candidate.provider) ? others : firsts).push(candidate);
    seen.add(candidate.provider);
  }
  return [...firsts, ...others];
}

function lowestCost(candidates: Candidate[]): number {
  return Math.min(...candidates.map(({ costNanoUsd }) => costNanoUsd ?? 0));
}

function overCeiling({ model, provider, name, costNanoUsd }: Candidate, ceiling: number): Exclusion {
  const [cost, most] = [costNanoUsd ?? 0, ceiling].map((nanoUsd) => `$${Number((nanoUsd / 1e9).toPrecision(4))}`);
  const reason = `about ${cost} together with the other parallel calls is over the cost limit of ${most}`;
  return { model, provider, name, code: 'cost-ceiling', reason };
}

function byModel(a: Exclusion, b: Exclusion): number {
  return a.model < b.model ? -1 : 1;
}

function shortfall(asked: number, wanted: number, exceedsLimit: boolean): string {
  const why = exceedsLimit ? 'more calls would exceed the cost limit' : 'no other model can serve this request';
  return `${asked} of ${wanted} models are called: ${why}.`;
}
