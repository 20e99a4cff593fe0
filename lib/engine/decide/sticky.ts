import type { Candidate, Exclusion, Sticky } from '../types';

/**
 * Decides whether a conversation stays on its model, which keeps the vendor's prompt cache warm. It leaves when the
 * model cannot serve this turn or the request sets an order of its own.
 */
export function resolveSticky(
  sticky: string | undefined,
  ranked: Candidate[],
  exclusions: Exclusion[],
  rankWithoutSticky: () => Candidate[],
): Sticky | null {
  if (sticky === undefined) return null;
  if (ranked[0]?.model === sticky) {
    const unsticky = rankWithoutSticky()[0]?.model ?? null;
    return { model: sticky, isKept: true, instead: unsticky === sticky ? null : unsticky, reason: null };
  }
  const exclusion = exclusions.find(({ model }) => model === sticky);
  const reason = exclusion?.reason ?? 'this request sets a different order';
  return { model: sticky, isKept: false, instead: null, reason };
}
