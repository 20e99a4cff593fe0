import type { Policy } from '../policy/policy';
import type { Candidate, Decision, Exclusion, Sticky } from '../types';
import { referenceCostNanoUsd } from './estimate';

export interface Reached {
  mode: Decision['mode'];
  ranked: Candidate[];
  exclusions: Exclusion[];
  sticky: Sticky | null;
  explored: boolean;
  policy: Policy;
  inputTokens: number;
  outputTokens: number;
}

/** What would have changed the choice, in one sentence; null when nothing near would have. */
export function counterfactualOf(reached: Reached): string | null {
  const { mode, ranked, exclusions, sticky, explored } = reached;
  const [winner, second] = ranked;
  if (!winner || mode !== 'auto') return null;
  if (sticky?.isKept) return sticky.instead ? `A new conversation would have gone to ${sticky.instead}.` : null;
  if (explored && second)
    return `${second.name} scores higher; ${winner.name} was tried so that memory learns about it.`;
  const nearest = nearestFlip(winner, reached);
  if (nearest) return nearest;
  const waiting = exclusions.find(({ code }) => code === 'breaker' || code === 'cool-down');
  return waiting ? `${waiting.name} was left out only because of its breaker.` : null;
}

function nearestFlip(winner: Candidate, { ranked, policy, inputTokens, outputTokens }: Reached): string | null {
  const reference = referenceCostNanoUsd(inputTokens, outputTokens);
  const [nearest] = ranked
    .slice(1)
    .map((other) => ({ other, weight: flipWeight(winner, other, reference, policy) }))
    .filter((flip): flip is { other: Candidate; weight: number } => flip.weight !== null)
    .sort((a, b) => Math.abs(a.weight - policy.qualityWeight) - Math.abs(b.weight - policy.qualityWeight));
  if (!nearest) return null;
  const direction = nearest.weight > policy.qualityWeight ? 'from' : 'below';
  return `${nearest.other.name} would have come before ${winner.name} ${direction} quality weight ${nearest.weight.toFixed(2)} (now ${policy.qualityWeight.toFixed(2)}).`;
}

/** The quality weight at which `other` scores as much as `winner`: both scores are linear in it. */
function flipWeight(winner: Candidate, other: Candidate, reference: number, policy: Policy): number | null {
  if (winner.costNanoUsd === null || other.costNanoUsd === null) return null;
  const quality = other.quality.mean - winner.quality.mean;
  const cost = (other.costNanoUsd - winner.costNanoUsd) / reference;
  const latency = (policy.latencyWeight * (other.ttftMs - winner.ttftMs)) / 1000;
  const slope = quality + cost;
  if (slope === 0) return null;
  const weight = (cost + latency) / slope;
  // An explicit order may have put a lower score first; then no weight explains the choice.
  const isAhead = weight > policy.qualityWeight === slope > 0;
  return isAhead && weight > 0 && weight < 1 ? weight : null;
}
