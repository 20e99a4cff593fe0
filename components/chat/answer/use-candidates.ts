'use client';
import { useEffect, useState } from 'react';
import type { Candidate } from '@/lib/engine/types';
import type { RouteData } from '@/lib/services/chat/chat-message';

export type LoadCandidates = (input: { answerId: string }) => Promise<{ ok: boolean; value?: Candidate[] }>;

/**
 * Models that could answer the same question: the candidates of the decision, or loaded when the decision had only
 * one because the model was pinned. Null while loading.
 */
export function useCandidates(
  answerId: string,
  { decision }: RouteData,
  isWanted: boolean,
  onLoad: LoadCandidates,
): Candidate[] | null {
  const isAlone = decision.candidates.length < 2;
  const [loaded, setLoaded] = useState<Candidate[] | null>(null);
  useEffect(() => {
    if (!isWanted || !isAlone) return;
    let isCurrent = true;
    onLoad({ answerId })
      .catch(() => ({ ok: false, value: undefined }))
      .then((result) => isCurrent && setLoaded((result.ok && result.value) || decision.candidates));
    return () => {
      isCurrent = false;
    };
  }, [answerId, isWanted, isAlone, onLoad, decision]);
  return isAlone ? loaded : decision.candidates;
}
