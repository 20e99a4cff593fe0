import type { Policy } from '../policy/policy';
import type { Candidate, Decision, Exclusion, Sticky } from '../types';
import { referenceCostNanoUsd } from './estimate';

export interface CounterfactualInput {
  mode: Decision['mode'];
  ranked: Candidate[];
  exclusions: Exclusion[];
  sticky: Sticky | null;
  explored: boolean;
  policy: Policy;
  inputTokens: number;
  outputTokens: number;
}

/** Explains in one sentence what would have changed the choice; null when no small change would. */
export function findCounterfactual(input: CounterfactualInput): string | null {
  const { mode, ranked, exclusions, sticky, explored } = input;
  const [winner, second] = ranked;
  if (!winner || mode !== 'auto') return null;
  if (sticky?.isKept) return sticky.instead ? `A new conversation would have gone to ${sticky.instead}.` : null;
  if (explored && second)
    return `${second.name} scores higher; ${winner.name} was chosen to explore and learn its quality.`;
  const nearest = nearestFlip(winner, input);
  if (nearest) return nearest;
  const blocked = exclusions.find(({ code }) => code === 'breaker' || code === 'cool-down');
  return blocked ? `${blocked.name} was excluded only because of its circuit breaker.` : null;
}

function nearestFlip(
  winner: Candidate,
  { ranked, policy, inputTokens, outputTokens }: CounterfactualInput,
): string | null {
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
  // An explicit order may put a lower score first; then no quality weight explains the choice.
  const isAhead = weight > policy.qualityWeight === slope > 0;
  return isAhead && weight > 0 && weight < 1 ? weight : null;
}
