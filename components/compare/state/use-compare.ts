'use client';
import { useRef } from 'react';
import type { ComparisonView } from '@/lib/services/compare/comparison-view';
import type { Draft } from '@/lib/services/compare/first-draft';
import { useColumns } from '../columns/use-columns';
import { useMissingFigures } from '../columns/use-missing-figures';
import { useSetup } from '../setup/use-setup';
import { type CompareActions, MOST_COLUMNS } from '../types';
import { useAnswerLoading } from './use-answer-loading';
import { useNavigation } from './use-navigation';
import { useRequest } from './use-request';
import { useRuns } from './use-runs';
import { useShownComparison } from './use-shown-comparison';
import { useVoting } from './use-voting';

interface CompareInput {
  initial: ComparisonView | null;
  draft: Draft;
  actions: CompareActions;
}

/** The state of the Compare page. Streamed text stays inside the columns (`AnswerStream`): it must not render the page. */
export function useCompare({ initial, draft, actions }: CompareInput) {
  const { streams, statuses } = useColumns(MOST_COLUMNS);
  const shown = useShownComparison(initial, streams);
  const requests = useRequest();
  const loading = useAnswerLoading(shown, actions.onLoad);
  const { comparison, prompt, promptId, places, isSet, update } = shown;
  const setup = useSetup({
    firstDraft: draft,
    comparison,
    prompt,
    onColumns: (id) => requests.sendAndReport(actions.onColumns({ id })),
  });
  // Navigation cancels a pending vote, and a vote navigates: the reference closes the circle.
  const cancelPendingVote = useRef(() => {});
  const navigation = useNavigation({
    shown,
    requests,
    loading,
    setup,
    onLoad: actions.onLoad,
    onLeave: () => cancelPendingVote.current(),
  });
  const runs = useRuns({ shown, requests, loading, navigation, setup, streams, actions });
  const voting = useVoting({ shown, requests, loading, navigation, statuses, actions });
  cancelPendingVote.current = voting.cancelVote;

  const isRunning = statuses.some(({ phase }) => phase === 'asking' || phase === 'streaming');
  const lacksFigures = places.some((place) => {
    const { phase, figures } = statuses[place] ?? {};
    return (phase === 'cancelled' || phase === 'succeeded') && !figures;
  });
  useMissingFigures({
    isWanted: prompt !== null && !prompt.isHidden && lacksFigures && !isRunning,
    comparisonId: comparison?.id ?? null,
    promptId,
    reload: loading.reload,
  });

  return {
    comparison,
    prompt,
    isSet,
    isBusy: requests.isBusy,
    problem: requests.problem,
    isOpening: navigation.isOpening,
    goTo: navigation.goTo,
    update,
    unread: loading.unread,
    loadAgain: () => comparison && prompt && loading.load(comparison.id, prompt.id),
    columns: { streams, statuses, places, isRunning },
    setup,
    runs,
    voting,
  };
}

export type Compare = ReturnType<typeof useCompare>;
