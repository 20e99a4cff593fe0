import type { Candidate } from '@/lib/engine/types';

/** Another model for the same question, with its cost compared with the model that answered. */
export interface Alternative {
  candidate: Candidate;
  /** In nano-dollars, negative when cheaper; null when a price is unknown. */
  difference: number | null;
  /** The difference as a share of the answering model's estimated cost; null when it cannot be computed. */
  share: number | null;
}

export interface Alternatives {
  same: Alternative | null;
  /** The best-scoring candidate with a lower estimated cost. */
  cheaper: Alternative | null;
  /** The best-scoring candidate with a higher estimated quality. */
  stronger: Alternative | null;
  /** All other candidates, best first. */
  others: Alternative[];
}

/** Finds alternatives to the model that answered among the candidates of its decision. */
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

/** The model to continue an interrupted answer: the next candidate, preferably of another provider. */
export function nextModel(candidates: Candidate[], failed: { provider: string; model: string }): Candidate | null {
  return (
    candidates.find(({ provider }) => provider !== failed.provider) ??
    candidates.find(({ model }) => model !== failed.model) ??
    candidates[0] ??
    null
  );
}
