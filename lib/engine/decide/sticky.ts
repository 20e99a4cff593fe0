import type { Candidate, Exclusion, Sticky } from '../types';

/**
 * Whether a conversation stays on its model, which keeps the vendor's prompt cache warm. It leaves when the model cannot
 * serve this turn, or when the caller asks for another order.
 */
export function keptModel(
  sticky: string | undefined,
  ranked: Candidate[],
  exclusions: Exclusion[],
  rankedFresh: () => Candidate[],
): Sticky | null {
  if (sticky === undefined) return null;
  if (ranked[0]?.model === sticky) {
    const fresh = rankedFresh()[0]?.model ?? null;
    return { model: sticky, isKept: true, instead: fresh === sticky ? null : fresh, reason: null };
  }
  const exclusion = exclusions.find(({ model }) => model === sticky);
  const reason = exclusion?.reason ?? 'this request asks for another order';
  return { model: sticky, isKept: false, instead: null, reason };
}
