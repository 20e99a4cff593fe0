'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useColumns } from './columns/use-columns';
import { useMissingFigures } from './columns/use-missing-figures';
import {
  hasUnloadedAnswers,
  initialPrompt,
  mergeComparison,
  mergeIfShown,
  nextUnvotedPrompt,
  rootPrompts,
} from './comparison-prompts';
import { comparisonIdIn, comparisonPath } from './comparison-url';
import { type Draft, useSetup } from './setup/use-setup';
import type { ColumnSettings, CompareActions, ComparisonView, PromptView, Result } from './types';
import { MOST_COLUMNS } from './types';
import { useComparisonUrl } from './use-comparison-url';
import { type PendingVote, usePendingVote } from './vote/use-pending-vote';

interface CompareInput {
  initial: ComparisonView | null;
  draft: Draft;
  actions: CompareActions;
}

/** One comparison: set up, run, asked on, voted on. What streams is in the columns; here is what changes by clicks. */
export function useCompare({ initial, draft: firstDraft, actions }: CompareInput) {
  const [comparison, setComparison] = useState(initial);
  const [promptId, setPromptId] = useState(initial ? (initialPrompt(initial)?.id ?? null) : null);
  const [isOpening, setOpening] = useState(false);
  const [lastVoted, setLastVoted] = useState<PromptView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** The prompt whose answers could not be loaded. */
  const [lostId, setLostId] = useState<string | null>(null);
  const { streams, statuses } = useColumns(MOST_COLUMNS);
  const prompt = comparison?.prompts.find(({ id }) => id === promptId) ?? null;
  const isSet = comparison !== null && rootPrompts(comparison).length > 1;
  const current = useRef<string | null>(promptId);
  current.current = promptId;
  /** What is shown now, for what is answered later. */
  const latest = useRef(comparison);
  latest.current = comparison;
  /** Lets go of a vote that waits; another prompt is another vote. */
  const release = useRef(() => {});

  const places = useMemo(() => Array.from({ length: comparison?.count ?? 0 }, (_, i) => i), [comparison?.count]);
  const absence: 'lost' | 'loading' = lostId === promptId ? 'lost' : 'loading';
  /** Whether answers that there are still come, or did not. */
  const unread = prompt && hasUnloadedAnswers(prompt) ? absence : null;
  const isRunning = statuses.some(({ phase }) => phase === 'asking' || phase === 'streaming');

  /** Stored answers take their places, beside what streams. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: streams are the same ones for as long as the page is.
  useEffect(() => {
    if (!prompt?.hasTexts) return;
    prompt.answers.forEach((answer, place) => {
      if (answer && answer.status !== 'pending') streams[place]?.show(answer);
    });
  }, [prompt]);

  const wait = async <Value>(ask: Promise<Result<Value>>): Promise<Result<Value>> => {
    setBusy(true);
    const result = await ask.catch(() => null);
    setBusy(false);
    return result ?? { ok: false, message: 'Could not reach the server. Try again.' };
  };

  const tell = async <Value>(ask: Promise<Result<Value>>): Promise<Value | null> => {
    const result = await wait(ask);
    setProblem(result.ok ? null : result.message);
    return result.ok ? result.value : null;
  };

  const { close, reset, ...setup } = useSetup({
    firstDraft,
    comparison,
    prompt,
    onColumns: (id) => tell(actions.onColumns({ id })),
  });

  const take = useCallback((update: ComparisonView) => setComparison((known) => mergeIfShown(known, update)), []);

  const reload = useCallback(
    async (id: string, of: string) => {
      const result = await actions.onLoad({ id, promptId: of }).catch(() => null);
      if (result?.ok) take(result.value);
      return result?.ok ?? false;
    },
    [actions, take],
  );

  const ask = (of: string, place: number) => void streams[place]?.ask(of, place);

  const show = (update: ComparisonView, id: string | null) => {
    for (const stream of streams) stream.clear();
    setComparison((known) => mergeComparison(known, update));
    setPromptId(id);
    close();
    release.current();
    window.history.replaceState(null, '', comparisonPath(update.id));
  };

  const start = async (columns: ColumnSettings[], prompts: string[], isBlind: boolean) => {
    const started = await wait(actions.onStart({ columns, promptsJson: JSON.stringify(prompts), isBlind }));
    if (!started.ok) return started;
    setProblem(null);
    setLastVoted(null);
    show(started.value, started.value.prompts[0]?.id ?? null);
    return started;
  };

  const runAll = async (columns: ColumnSettings[], text: string, isBlind: boolean) => {
    const started = await start(columns, [text], isBlind);
    if (!started.ok) return setProblem(started.message);
    const { prompts, count } = started.value;
    const first = prompts[0];
    if (first) for (let place = 0; place < count; place++) ask(first.id, place);
  };

  const load = async (of: string, id: string) => {
    setLostId(null);
    const isLoaded = await reload(of, id);
    if (!isLoaded && current.current === id) setLostId(id);
  };

  const goTo = async (id: string) => {
    const shown = latest.current;
    const target = shown?.prompts.find((one) => one.id === id);
    if (!shown || !target || id === current.current) return;
    for (const stream of streams) stream.clear();
    release.current();
    setPromptId(id);
    if (!target.hasTexts) await load(shown.id, id);
  };

  const open = async (id: string) => {
    setOpening(true);
    const update = await tell(actions.onLoad({ id, promptId: null }));
    setOpening(false);
    if (!update || comparisonIdIn(window.location.pathname) !== id) return;
    const first = initialPrompt(update);
    setLastVoted(null);
    show(update, first?.id ?? null);
    if (first) await load(id, first.id);
  };

  const startNew = () => {
    for (const stream of streams) stream.clear();
    release.current();
    setComparison(null);
    setPromptId(null);
    setLastVoted(null);
    setProblem(null);
    reset();
  };

  useComparisonUrl({ shownId: comparison?.id ?? null, onOpen: open, onNew: startNew });

  const cast = async (vote: PendingVote) => {
    if (!comparison || !prompt || prompt.vote) return;
    const update = await tell(actions.onVote({ id: comparison.id, promptId: prompt.id, ...vote }));
    if (!update) return;
    take(update);
    if (!isSet || latest.current?.id !== update.id) return;
    setLastVoted(update.prompts.find(({ id }) => id === prompt.id) ?? null);
    if (current.current !== prompt.id) return;
    const next = nextUnvotedPrompt(mergeComparison(latest.current, update), prompt.id);
    if (next) await goTo(next.id);
  };

  const { pendingVote, vote, cancelVote } = usePendingVote({
    statuses,
    places,
    isOpen: prompt !== null && !prompt.vote && !unread && !isBusy,
    onCast: cast,
    onProblem: setProblem,
  });
  release.current = cancelVote;

  const isShort = places.some((place) => {
    const { phase, figures } = statuses[place] ?? {};
    return (phase === 'cancelled' || phase === 'succeeded') && !figures;
  });
  useMissingFigures({
    isWanted: prompt !== null && !prompt.isHidden && isShort && !isRunning,
    comparisonId: comparison?.id ?? null,
    promptId,
    reload,
  });

  return {
    comparison,
    prompt,
    ...setup,
    isOpening,
    isSet,
    isRunning,
    isBusy,
    unread,
    pendingVote,
    lastVoted,
    problem,
    setProblem,
    streams,
    statuses,
    places,
    take,
    tell,
    goTo,
    loadAgain: () => comparison && prompt && load(comparison.id, prompt.id),
    vote,
    run: () => runAll(setup.draft.columns, setup.draft.prompt, setup.draft.isBlind),
    runSet: start,
    runAgain: async () => {
      const columns = await setup.settings();
      if (columns && prompt && comparison) await runAll(columns, prompt.prompt, comparison.isBlind);
    },
    retry: (place: number) => prompt && !prompt.vote && !unread && ask(prompt.id, place),
    stop: (place: number) => streams[place]?.stop(),
    stopAll: () => {
      for (const stream of streams) stream.stop();
    },
    followUp: async (text: string) => {
      if (!comparison || !prompt) return false;
      const update = await tell(actions.onFollowUp({ id: comparison.id, followsId: prompt.id, prompt: text }));
      const added = update?.prompts.at(-1);
      if (!update || !added) return false;
      show(update, added.id);
      for (const place of places) ask(added.id, place);
      return true;
    },
    cancelVote,
    undo: async (of: PromptView | null = prompt) => {
      if (!comparison || !of) return;
      const update = await tell(actions.onUndo({ id: comparison.id, promptId: of.id }));
      if (!update) return;
      take(update);
      setLastVoted(null);
      await goTo(of.id);
    },
  };
}

export type Compare = ReturnType<typeof useCompare>;
