import { RouterError } from '../errors';
import type { Candidate } from '../types';
import { type DecideInput, decide } from './decide';
import { explore } from './explore';
import { followsExplicitOrder } from './rank';
import { decideInputFor, type Situation, type WhatIfInput } from './what-if';

/** The share of requests a model is expected to serve. */
export interface TrafficShare {
  model: string;
  provider: string;
  /** 0..1 */
  share: number;
}

/**
 * The share of such requests that each model would serve at current estimates. Every situation is decided again and
 * has equal weight; exploration is split over the candidates it would try. Largest share first.
 */
export function trafficShares(input: WhatIfInput & { explores: boolean }): TrafficShare[] {
  const shares = new Map<string, TrafficShare>();
  const decided = input.situations.map((situation) => chancesIn(situation, input)).filter((chances) => chances.length);
  for (const { candidate, chance } of decided.flat()) {
    const known = shares.get(candidate.model) ?? { model: candidate.model, provider: candidate.provider, share: 0 };
    shares.set(candidate.model, { ...known, share: known.share + chance / decided.length });
  }
  return [...shares.values()].sort((a, b) => b.share - a.share || (a.model < b.model ? -1 : 1));
}

interface Chance {
  candidate: Candidate;
  chance: number;
}

function chancesIn(situation: Situation, input: WhatIfInput & { explores: boolean }): Chance[] {
  const decideInput = decideInputFor(situation, input);
  const ranked = rankedFor(decideInput);
  const [best] = ranked;
  if (!best) return [];
  if (!input.explores || followsExplicitOrder(ranked, decideInput)) return [{ candidate: best, chance: 1 }];
  const { propensity } = explore(ranked, input.policy, LAST_DRAW);
  const explored = 1 - propensity;
  return [
    { candidate: best, chance: propensity },
    ...(explored > 0
      ? DRAWS.map((draw) => exploredCandidate(ranked, input, draw * explored, explored / DRAWS.length))
      : []),
  ];
}

function exploredCandidate(ranked: Candidate[], { policy }: WhatIfInput, draw: number, chance: number): Chance {
  return { candidate: explore(ranked, policy, draw).ranked[0] as Candidate, chance };
}

/** The draw least likely to explore. */
const LAST_DRAW = 1 - Number.EPSILON;
/** Six draws divide evenly among one, two or three alternatives. */
const DRAWS = Array.from({ length: 6 }, (_, i) => (i + 0.5) / 6);

function rankedFor(input: DecideInput): Candidate[] {
  try {
    return decide(input).candidates;
  } catch (error) {
    if (error instanceof RouterError) return [];
    throw error;
  }
}
