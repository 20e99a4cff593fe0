import type { Policy } from '../policy/policy';
import type { Candidate } from '../types';

/** More alternatives would spread the same number of trials too thinly. */
const MAX_ALTERNATIVES = 3;
/** An exploring call may cost at most this multiple of the best candidate's expected cost. */
const MAX_COST_RATIO = 2;

/** Exploration starts after this many ratings: with fewer, its results would not be rated either. */
export const OUTCOMES_BEFORE_EXPLORING = 20;

export interface Explored {
  ranked: Candidate[];
  /** Probability with which the first of `ranked` was put there. */
  propensity: number;
  explored: boolean;
}

/**
 * With the policy's exploration rate, chooses a candidate that may be better than the best: its score at the upper end
 * of its quality interval reaches the best score (optimism as in LinUCB, arXiv:1003.0146). The propensity is recorded so
 * that outcomes can be weighted without bias. `draw` is a number from [0, 1); without it the best candidate is kept.
 */
export function explore(ranked: Candidate[], policy: Policy, draw: number | undefined): Explored {
  const rate = policy.exploration ?? 0;
  const alternatives = draw === undefined || rate <= 0 ? [] : nearEquals(ranked, policy);
  if (draw === undefined || alternatives.length === 0) return { ranked, propensity: 1, explored: false };
  if (draw >= rate) return { ranked, propensity: 1 - rate, explored: false };
  const chosen = alternatives[Math.floor((draw / rate) * alternatives.length)] as Candidate;
  return {
    ranked: [chosen, ...ranked.filter((candidate) => candidate !== chosen)],
    propensity: rate / alternatives.length,
    explored: true,
  };
}

function nearEquals([best, ...others]: Candidate[], { qualityWeight }: Policy): Candidate[] {
  if (!best || best.costNanoUsd === null) return [];
  const ceiling = best.costNanoUsd * MAX_COST_RATIO;
  const mayBeBetter = ({ score, quality, costNanoUsd }: Candidate) =>
    costNanoUsd !== null &&
    costNanoUsd <= ceiling &&
    score + qualityWeight * (quality.high - quality.mean) >= best.score;
  return others.filter(mayBeBetter).slice(0, MAX_ALTERNATIVES);
}
