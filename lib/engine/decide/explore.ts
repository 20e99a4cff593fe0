import type { Policy } from '../policy/policy';
import type { Candidate } from '../types';

/** More alternatives would only thin out what is learned about each. */
const MAX_ALTERNATIVES = 3;
/** An experiment may cost at most this many times the best candidate's expected cost. */
const MAX_COST_RATIO = 2;

/** Who has rated less than this does not rate, and exploring would teach nobody anything. */
export const OUTCOMES_BEFORE_EXPLORING = 20;

export interface Explored {
  ranked: Candidate[];
  /** Probability with which the first of `ranked` was put there. */
  propensity: number;
  explored: boolean;
}

/**
 * Now and then tries a candidate that may be better than the best as far as is known: its score at the upper end of its
 * quality interval reaches the best score (optimism as in LinUCB, arXiv:1003.0146), chosen with the policy's exploration
 * rate and logged with its propensity, so that outcomes can be weighed without bias later.
 * `draw` is a number from [0, 1); without it nothing explores.
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
