'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';
import type { AnswerStream } from '../columns/answer-stream';
import { initialPrompt, mergeComparison, mergeIfShown, rootPrompts } from '../comparison-prompts';

/** The comparison and the prompt that the page shows. `latest` is for code that continues after a request. */
export function useShownComparison(initial: ComparisonView | null, streams: AnswerStream[]) {
  const [comparison, setComparison] = useState(initial);
  const [promptId, setPromptId] = useState(initial ? (initialPrompt(initial)?.id ?? null) : null);
  const [lastVoted, setLastVoted] = useState<PromptView | null>(null);
  const latest = useRef({ comparison, promptId });
  latest.current = { comparison, promptId };

  const prompt = comparison?.prompts.find(({ id }) => id === promptId) ?? null;
  const places = useMemo(() => Array.from({ length: comparison?.count ?? 0 }, (_, i) => i), [comparison?.count]);
  useStoredAnswers(prompt, streams);
  const update = useCallback((next: ComparisonView) => setComparison((known) => mergeIfShown(known, next)), []);

  const select = (id: string | null) => {
    for (const stream of streams) stream.clear();
    setPromptId(id);
  };

  return {
    comparison,
    prompt,
    promptId,
    places,
    isSet: comparison !== null && rootPrompts(comparison).length > 1,
    latest,
    lastVoted,
    setLastVoted,
    update,
    select,
    show: (next: ComparisonView, id: string | null) => {
      select(id);
      setComparison((known) => mergeComparison(known, next));
      setLastVoted(null);
    },
    clear: () => {
      select(null);
      setComparison(null);
      setLastVoted(null);
    },
  };
}

export type ShownComparison = ReturnType<typeof useShownComparison>;

/** Puts stored answers into their columns. A column that is streaming keeps its own text. */
function useStoredAnswers(prompt: PromptView | null, streams: AnswerStream[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the streams stay the same while the page is open.
  useEffect(() => {
    if (!prompt?.hasTexts) return;
    prompt.answers.forEach((answer, place) => {
      if (answer && answer.status !== 'pending') streams[place]?.show(answer);
    });
  }, [prompt]);
}
