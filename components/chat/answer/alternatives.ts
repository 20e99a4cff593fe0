import type { Candidate } from '@/lib/engine/types';

/** Another model for the same question, and what it would cost against the one that answered. */
export interface Alternative {
  candidate: Candidate;
  /** In nano-dollars, less than 0 for cheaper; null where a price is unknown. */
  difference: number | null;
  /** The same as a share of what the answer's own model is expected to cost; null where there is nothing to compare. */
  share: number | null;
}

export interface Alternatives {
  same: Alternative | null;
  /** The best-scoring candidate that is expected to cost less. */
  cheaper: Alternative | null;
  /** The best-scoring candidate that is thought to answer better. */
  stronger: Alternative | null;
  /** Everybody else who could answer, best first. */
  others: Alternative[];
}

/** Who else could answer, from the candidates of a decision. */
export function findAlternatives(candidates: Candidate[], answeredBy: string): Alternatives {
  const own = candidates.find(({ model }) => model === answeredBy) ?? null;
  const ranked = candidates.filter((candidate) => candidate !== own).sort((a, b) => b.score - a.score);
  const toAlternative = (candidate: Candidate) => compareCost(candidate, own);
  const first = (isIt: (candidate: Candidate, own: Candidate) => boolean) => {
    const found = own && ranked.find((candidate) => isIt(candidate, own));
    return found ? toAlternative(found) : null;
  };
  return {
    same: own && toAlternative(own),
    cheaper: first(
      (one, its) => one.costNanoUsd !== null && its.costNanoUsd !== null && one.costNanoUsd < its.costNanoUsd,
    ),
    stronger: first((one, its) => one.quality.mean > its.quality.mean),
    others: ranked.map(toAlternative),
  };
}

function compareCost(candidate: Candidate, own: Candidate | null): Alternative {
  const cost = candidate.costNanoUsd;
  const ownCost = own?.costNanoUsd ?? null;
  const difference = cost === null || ownCost === null ? null : cost - ownCost;
  return { candidate, difference, share: difference === null || !ownCost ? null : difference / ownCost };
}

/** Who takes up an answer that broke off: the next candidate, of another provider if there is one. */
export function nextModel(candidates: Candidate[], failed: { provider: string; model: string }): Candidate | null {
  return (
    candidates.find(({ provider }) => provider !== failed.provider) ??
    candidates.find(({ model }) => model !== failed.model) ??
    candidates[0] ??
    null
  );
}
