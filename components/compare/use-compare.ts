'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { addressOf, comparisonAt } from './address';
import { useColumns } from './columns/use-columns';
import { useMissingFigures } from './columns/use-missing-figures';
import { firstToShow, isUnread, itemsOf, merged, nextToVote, taken } from './merge';
import { type Draft, useSetup } from './setup/use-setup';
import type { ColumnSettings, CompareActions, ComparisonView, PromptView, Result } from './types';
import { MOST_COLUMNS } from './types';
import { useAddress } from './use-address';
import { type HeldVote, useHeldVote } from './vote/use-held-vote';

interface CompareInput {
  initial: ComparisonView | null;
  draft: Draft;
  actions: CompareActions;
}

/** One comparison: set up, run, asked on, voted on. What streams is in the columns; here is what changes by clicks. */
export function useCompare({ initial, draft: firstDraft, actions }: CompareInput) {
  const [comparison, setComparison] = useState(initial);
  const [promptId, setPromptId] = useState(initial ? (firstToShow(initial)?.id ?? null) : null);
  const [isOpening, setOpening] = useState(false);
  const [lastVoted, setLastVoted] = useState<PromptView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** The prompt whose answers could not be loaded. */
  const [lostId, setLostId] = useState<string | null>(null);
  const { streams, glances } = useColumns(MOST_COLUMNS);
  const prompt = comparison?.prompts.find(({ id }) => id === promptId) ?? null;
  const isSet = comparison !== null && itemsOf(comparison).length > 1;
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
  const unread = prompt && isUnread(prompt) ? absence : null;
  const isRunning = glances.some(({ phase }) => phase === 'asking' || phase === 'streaming');

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

  const take = useCallback((told: ComparisonView) => setComparison((known) => taken(known, told)), []);

  const reload = useCallback(
    async (id: string, of: string) => {
      const result = await actions.onLoad({ id, promptId: of }).catch(() => null);
      if (result?.ok) take(result.value);
      return result?.ok ?? false;
    },
    [actions, take],
  );

  const ask = (of: string, place: number) => void streams[place]?.ask(of, place);

  const show = (told: ComparisonView, id: string | null) => {
    for (const stream of streams) stream.clear();
    setComparison((known) => merged(known, told));
    setPromptId(id);
    close();
    release.current();
    window.history.replaceState(null, '', addressOf(told.id));
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
    const told = await tell(actions.onLoad({ id, promptId: null }));
    setOpening(false);
    if (!told || comparisonAt(window.location.pathname) !== id) return;
    const first = firstToShow(told);
    setLastVoted(null);
    show(told, first?.id ?? null);
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

  useAddress({ shownId: comparison?.id ?? null, onOpen: open, onNew: startNew });

  const cast = async (vote: HeldVote) => {
    if (!comparison || !prompt || prompt.vote) return;
    const told = await tell(actions.onVote({ id: comparison.id, promptId: prompt.id, ...vote }));
    if (!told) return;
    take(told);
    if (!isSet || latest.current?.id !== told.id) return;
    setLastVoted(told.prompts.find(({ id }) => id === prompt.id) ?? null);
    if (current.current !== prompt.id) return;
    const next = nextToVote(merged(latest.current, told), prompt.id);
    if (next) await goTo(next.id);
  };

  const { held, vote, letGo } = useHeldVote({
    glances,
    places,
    isOpen: prompt !== null && !prompt.vote && !unread && !isBusy,
    onCast: cast,
    onProblem: setProblem,
  });
  release.current = letGo;

  const isShort = places.some((place) => {
    const { phase, figures } = glances[place] ?? {};
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
    held,
    lastVoted,
    problem,
    setProblem,
    streams,
    glances,
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
      const told = await tell(actions.onFollowUp({ id: comparison.id, followsId: prompt.id, prompt: text }));
      const added = told?.prompts.at(-1);
      if (!told || !added) return false;
      show(told, added.id);
      for (const place of places) ask(added.id, place);
      return true;
    },
    letGo,
    undo: async (of: PromptView | null = prompt) => {
      if (!comparison || !of) return;
      const told = await tell(actions.onUndo({ id: comparison.id, promptId: of.id }));
      if (!told) return;
      take(told);
      setLastVoted(null);
      await goTo(of.id);
    },
  };
}

export type Compare = ReturnType<typeof useCompare>;
