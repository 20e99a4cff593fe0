'use client';
import { useEffect, useState } from 'react';
import type { ColumnSettings, EstimateView } from '@/lib/services/compare/comparison-view';
import type { CompareActions } from '../types';

const TYPING_PAUSE_MS = 600;

/** The estimated cost of a prompt set, requested when typing pauses. */
export function useSetEstimate(
  columns: ColumnSettings[] | null,
  prompts: string[],
  onEstimate: CompareActions['onEstimate'],
): EstimateView | null {
  const [estimate, setEstimate] = useState<EstimateView | null>(null);
  const key = prompts.join('\0');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the prompts.
  useEffect(() => {
    setEstimate(null);
    if (!columns || prompts.length === 0) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await onEstimate({ columns, promptsJson: JSON.stringify(prompts) }).catch(() => null);
      if (isCurrent && result?.ok) setEstimate(result.value);
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [columns, key, onEstimate]);
  return estimate;
}
