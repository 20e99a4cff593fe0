'use client';
import { useCallback, useState } from 'react';
import { hasUnloadedAnswers } from '../comparison-prompts';
import type { CompareActions } from '../types';
import type { ShownComparison } from './use-shown-comparison';

/** Loads the answers of a prompt. `unread`: the shown prompt has answers, and they are loading or could not be loaded. */
export function useAnswerLoading(
  { prompt, promptId, latest, update }: ShownComparison,
  onLoad: CompareActions['onLoad'],
) {
  const [failedId, setFailedId] = useState<string | null>(null);
  const absence: 'lost' | 'loading' = failedId === promptId ? 'lost' : 'loading';

  const reload = useCallback(
    async (comparisonId: string, id: string) => {
      const result = await onLoad({ id: comparisonId, promptId: id }).catch(() => null);
      if (result?.ok) update(result.value);
      return result?.ok ?? false;
    },
    [onLoad, update],
  );

  const load = async (comparisonId: string, id: string) => {
    setFailedId(null);
    const isLoaded = await reload(comparisonId, id);
    if (!isLoaded && latest.current.promptId === id) setFailedId(id);
  };

  return { unread: prompt && hasUnloadedAnswers(prompt) ? absence : null, reload, load };
}

export type AnswerLoading = ReturnType<typeof useAnswerLoading>;
