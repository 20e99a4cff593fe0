'use client';
import { useEffect } from 'react';

/** The ledger settles a stopped answer a moment after it was stopped. */
const SETTLED_MS = 600;

interface MissingFigures {
  isWanted: boolean;
  comparisonId: string | null;
  promptId: string | null;
  reload: (comparisonId: string, promptId: string) => Promise<boolean>;
}

/**
 * Loads figures that only the ledger has: the cost of a stopped answer, and the figures of blind columns that ended
 * after the vote.
 */
export function useMissingFigures({ isWanted, comparisonId, promptId, reload }: MissingFigures): void {
  useEffect(() => {
    if (!isWanted || !comparisonId || !promptId) return;
    const timer = setTimeout(() => void reload(comparisonId, promptId), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isWanted, comparisonId, promptId, reload]);
}
