'use client';
import { useState } from 'react';
import type { ComparisonView } from '@/lib/services/compare/comparison-view';
import { initialPrompt } from '../comparison-prompts';
import { comparisonIdIn, comparisonPath } from '../comparison-url';
import type { CompareActions } from '../types';
import type { AnswerLoading } from './use-answer-loading';
import { useComparisonUrl } from './use-comparison-url';
import type { Requests } from './use-request';
import type { ShownComparison } from './use-shown-comparison';

interface NavigationInput {
  shown: ShownComparison;
  requests: Requests;
  loading: AnswerLoading;
  setup: { close: () => void; reset: () => void };
  onLoad: CompareActions['onLoad'];
  /** Another prompt is shown from now on. */
  onLeave: () => void;
}

/** Which prompt or comparison is shown, and its address. */
export function useNavigation({ shown, requests, loading, setup, onLoad, onLeave }: NavigationInput) {
  const [isOpening, setOpening] = useState(false);

  const show = (comparison: ComparisonView, promptId: string | null) => {
    shown.show(comparison, promptId);
    setup.close();
    onLeave();
    window.history.replaceState(null, '', comparisonPath(comparison.id));
  };

  const goTo = async (promptId: string) => {
    const { comparison, promptId: current } = shown.latest.current;
    const target = comparison?.prompts.find(({ id }) => id === promptId);
    if (!comparison || !target || promptId === current) return;
    onLeave();
    shown.select(promptId);
    if (!target.hasTexts) await loading.load(comparison.id, promptId);
  };

  const open = async (id: string) => {
    setOpening(true);
    const loaded = await requests.sendAndReport(onLoad({ id, promptId: null }));
    setOpening(false);
    if (!loaded || comparisonIdIn(window.location.pathname) !== id) return;
    const first = initialPrompt(loaded);
    show(loaded, first?.id ?? null);
    if (first) await loading.load(id, first.id);
  };

  const startNew = () => {
    onLeave();
    shown.clear();
    requests.setProblem(null);
    setup.reset();
  };

  useComparisonUrl({ shownId: shown.comparison?.id ?? null, onOpen: open, onNew: startNew });
  return { isOpening, show, goTo };
}

export type Navigation = ReturnType<typeof useNavigation>;
