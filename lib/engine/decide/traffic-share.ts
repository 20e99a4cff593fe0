import { RouterError } from '../errors';
import type { Candidate } from '../types';
import { decide } from './decide';
import type { DecideInput } from './decide-input';
import { explore } from './explore';
import { followsAnOrder } from './rank';
import { inputFor, type Situation, type WhatIfInput } from './what-if';

/** How likely a model is to answer the next prompt. */
export interface Odds {
  model: string;
  provider: string;
  /** 0..1 */
  share: number;
}

/**
 * How likely each model is to answer a prompt like these, by today's estimates: every situation is decided about anew,
 * and counts as much as any other; where the policy explores, each near equal has its part of that. Largest share first.
 */
export function oddsOf(input: WhatIfInput & { explores: boolean }): Odds[] {
  const shares = new Map<string, Odds>();
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
  const asked = inputFor(situation, input);
  const ranked = rankedFor(asked);
  const [best] = ranked;
  if (!best) return [];
  if (!input.explores || followsAnOrder(ranked, asked)) return [{ candidate: best, chance: 1 }];
  const { propensity } = explore(ranked, input.policy, LAST_DRAW);
  const explored = 1 - propensity;
  return [
    { candidate: best, chance: propensity },
    ...(explored > 0 ? DRAWS.map((draw) => tried(ranked, input, draw * explored, explored / DRAWS.length)) : []),
  ];
}

function tried(ranked: Candidate[], { policy }: WhatIfInput, draw: number, chance: number): Chance {
  return { candidate: explore(ranked, policy, draw).ranked[0] as Candidate, chance };
}

/** Explores never, if anything can be left out of exploring. */
const LAST_DRAW = 1 - Number.EPSILON;
/** Six equal parts, since one, two or three near equals share what is explored. */
const DRAWS = Array.from({ length: 6 }, (_, i) => (i + 0.5) / 6);

function rankedFor(asked: DecideInput): Candidate[] {
  try {
    return decide(asked).candidates;
  } catch (error) {
    if (error instanceof RouterError) return [];
    throw error;
  }
}
