'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerLine, ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';
import { askForLines } from '../../browser/lines';
import { rootPrompts, unfinishedPlaces } from '../comparison-prompts';
import type { CompareActions } from '../types';

/** Prompts that run at the same time, each in all columns. */
const AT_ONCE = 2;

interface PromptSetRunInput {
  comparison: ComparisonView | null;
  onLoad: CompareActions['onLoad'];
  onUpdate: (update: ComparisonView) => void;
}

export interface RunProgress {
  /** Ended answers. */
  ended: number;
  of: number;
  isRunning: boolean;
  /** No further prompt starts; running ones finish. */
  isPausing: boolean;
}

/** One run of a comparison. */
interface Job {
  comparisonId: string;
  controller: AbortController;
  isPausing: boolean;
}

/** Starts no further prompt, and stops the running ones. */
function end(job: Job | null): void {
  if (!job) return;
  job.isPausing = true;
  job.controller.abort();
}

/**
 * Runs a prompt set in all columns, two prompts at a time, until it is done, paused or stopped. Answers are stored
 * one by one, so a run can resume after a reload.
 */
export function usePromptSetRun({ comparison, onLoad, onUpdate }: PromptSetRunInput) {
  const [isRunning, setRunning] = useState(false);
  const [isPausing, setPausing] = useState(false);
  const [under, setUnder] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const job = useRef<Job | null>(null);
  useEffect(() => () => end(job.current), []);
  // Once another comparison is shown, the previous run could no longer be paused.
  useEffect(() => {
    if (job.current && job.current.comparisonId !== comparison?.id) end(job.current);
  }, [comparison?.id]);
  useEffect(() => {
    if (!isRunning) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isRunning]);

  const runPrompt = useCallback(
    async (id: string, promptId: string, places: number[], signal: AbortSignal) => {
      setUnder((known) => new Set([...known, promptId]));
      const ends = await Promise.all(places.map((place) => drain(promptId, place, signal)));
      const problem = ends.find((end) => end !== null) ?? null;
      setProblems((known) => {
        const next = new Map(known);
        if (problem) next.set(promptId, problem);
        else next.delete(promptId);
        return next;
      });
      const update = await onLoad({ id, promptId }).catch(() => null);
      if (update?.ok) onUpdate(update.value);
      setUnder((known) => new Set([...known].filter((one) => one !== promptId)));
    },
    [onLoad, onUpdate],
  );

  const run = useCallback(
    async (of: ComparisonView, work: { promptId: string; places: number[] }[]) => {
      if (job.current?.comparisonId === of.id || work.length === 0) return;
      end(job.current);
      const mine: Job = { comparisonId: of.id, controller: new AbortController(), isPausing: false };
      job.current = mine;
      setRunning(true);
      setPausing(false);
      const queue = [...work];
      const worker = async () => {
        for (let next = queue.shift(); next; next = mine.isPausing ? undefined : queue.shift())
          await runPrompt(of.id, next.promptId, next.places, mine.controller.signal);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      if (job.current !== mine) return;
      job.current = null;
      setRunning(false);
      setPausing(false);
    },
    [runPrompt],
  );

  const pause = () => {
    if (!job.current) return;
    job.current.isPausing = true;
    setPausing(true);
  };

  return {
    under,
    problems,
    progress: progressOf(comparison, isRunning, isPausing),
    start: (of: ComparisonView) => run(of, openWork(of)),
    resume: () => comparison && run(comparison, openWork(comparison)),
    retry: (prompt: PromptView, places: number[]) => comparison && run(comparison, [{ promptId: prompt.id, places }]),
    pause,
    stop: () => {
      pause();
      end(job.current);
    },
  };
}

export type PromptSetRun = ReturnType<typeof usePromptSetRun>;

function openWork(comparison: ComparisonView): { promptId: string; places: number[] }[] {
  return rootPrompts(comparison)
    .map((prompt) => ({ promptId: prompt.id, places: unfinishedPlaces(prompt) }))
    .filter(({ places }) => places.length > 0);
}

function progressOf(comparison: ComparisonView | null, isRunning: boolean, isPausing: boolean): RunProgress {
  const items = comparison ? rootPrompts(comparison) : [];
  const ended = items.flatMap(({ answers }) => answers.filter((answer) => answer && answer.status !== 'pending'));
  return { ended: ended.length, of: items.length * (comparison?.count ?? 0), isRunning, isPausing };
}

/** Reads an answer to its end; the server stores it. Resolves to the problem if there was no answer at all. */
async function drain(promptId: string, place: number, signal: AbortSignal): Promise<string | null> {
  try {
    const ask = { url: '/api/compare/answer', body: { promptId, place }, signal };
    for await (const line of askForLines<AnswerLine>({ ...ask, failed: 'Could not start the answer.' }))
      if (line.type === 'end') return null;
    return 'The connection to the server was lost.';
  } catch (error) {
    if (signal.aborted) return null;
    return error instanceof Error ? error.message : String(error);
  }
}
