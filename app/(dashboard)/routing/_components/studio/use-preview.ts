'use client';
import { useEffect, useState } from 'react';
import type { OperatingPoint } from '@/lib/engine/decide/what-if';
import { listChanges, type PolicyForm } from './policy';

type Answer = Promise<{ ok: true; value: OperatingPoint[] } | { ok: false; message: string }>;

const PAUSE_MS = 400;

/**
 * Estimates of a draft at every weight. Moving the slider needs no request; other changes are sent after a pause, and
 * the previous figures stay until the response.
 */
export function usePreview(
  saved: PolicyForm,
  draft: PolicyForm,
  points: OperatingPoint[],
  onPreview: (draft: PolicyForm) => Answer,
): { points: OperatingPoint[]; error: string | null } {
  const [preview, setPreview] = useState<OperatingPoint[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const ordersChanged = listChanges(saved, { ...draft, qualityWeight: saved.qualityWeight }).length > 0;
  const key = ordersChanged ? JSON.stringify({ ...draft, qualityWeight: 0 }) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key covers the relevant parts of the draft.
  useEffect(() => {
    setError(null);
    if (key === null) {
      setPreview(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await onPreview(draft);
      if (!isCurrent) return;
      if (result.ok) setPreview(result.value);
      else setError(result.message);
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key]);
  return { points: preview ?? points, error };
}
