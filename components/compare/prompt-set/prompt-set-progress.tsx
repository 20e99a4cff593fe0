'use client';
import { ChevronLeft, ChevronRight, Pause, Play, Square } from 'lucide-react';
import { formatCount, formatUsd } from '@/lib/format';
import type { ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';
import { Button } from '../../ui/button';
import { failedPlaces, isVotable, rootPrompts } from '../comparison-prompts';
import { letterOf } from '../types';
import { describeVote } from '../vote/vote-result';
import type { PromptSetRun } from './use-prompt-set-run';

interface PromptSetProgressProps {
  comparison: ComparisonView;
  current: PromptView | null;
  run: PromptSetRun;
  lastVoted: PromptView | null;
  isBusy: boolean;
  onGo: (promptId: string) => void;
  onUndo: (prompt: PromptView) => void;
}

/** Progress and failures of a prompt set, and navigation between its prompts. */
export function PromptSetProgress({
  comparison,
  current,
  run,
  lastVoted,
  isBusy,
  onGo,
  onUndo,
}: PromptSetProgressProps) {
  const items = rootPrompts(comparison);
  const at = items.findIndex(({ id }) => id === current?.id);
  const { progress } = run;
  const votes = items.filter(({ vote }) => vote).length;
  const waiting = items.filter(isVotable).length;
  const cost = items.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0);
  const failures = items.filter((item) => failedPlaces(item).length > 0 || run.problems.has(item.id));
  const go = (by: number) => items[at + by] && onGo((items[at + by] as PromptView).id);
  return (
    <section aria-label="Prompt set" className="rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold tracking-[-0.006em] tabular">
          Prompt {at + 1} of {items.length}
        </h2>
        <p className="mr-auto text-meta text-text-3 tabular" role="status">
          {wordsFor({ votes, waiting, total: items.length, cost, progress })}
        </p>
        <RunButtons run={run} />
        <Button
          size="small"
          isIcon
          aria-label="Previous prompt"
          title="Previous (K)"
          disabled={at <= 0}
          onClick={() => go(-1)}
        >
          <ChevronLeft size={14} />
        </Button>
        <Button
          size="small"
          isIcon
          aria-label="Next prompt in the set"
          title="Next (J)"
          disabled={at >= items.length - 1}
          onClick={() => go(1)}
        >
          <ChevronRight size={14} />
        </Button>
      </div>
      <progress
        aria-label="Answers"
        value={progress.ended}
        max={Math.max(1, progress.of)}
        className="mt-3 block h-1 w-full appearance-none overflow-hidden rounded-full bg-surface-3 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:bg-accent"
      />
      {lastVoted?.vote && (
        <p className="mt-3 flex flex-wrap items-center gap-2 text-meta">
          <span className="text-text-2">
            Prompt {items.findIndex(({ id }) => id === lastVoted.id) + 1}:{' '}
            {describeVote(lastVoted.vote).replace(/^You/, 'you')}
            {winnerName(lastVoted) && <b className="font-medium text-text"> ({winnerName(lastVoted)})</b>}.
          </span>
          <Button size="tiny" disabled={isBusy} onClick={() => onUndo(lastVoted)}>
            Undo
          </Button>
        </p>
      )}
      {failures.length > 0 && !progress.isRunning && <Failures items={items} failures={failures} run={run} />}
    </section>
  );
}

function winnerName({ vote, answers }: PromptView): string | null {
  return (vote && vote.place !== null && answers[vote.place]?.who?.model) || null;
}

interface Counts {
  votes: number;
  waiting: number;
  total: number;
  cost: number;
  progress: PromptSetRun['progress'];
}

function wordsFor({ votes, waiting, total, cost, progress }: Counts): string {
  const { ended, of, isRunning, isPausing } = progress;
  return [
    `${formatCount(ended)} of ${formatCount(of)} answers`,
    `${votes} of ${total} voted on`,
    ...(waiting > 0 ? [`${waiting} ready for your vote`] : []),
    ...(cost > 0 ? [formatUsd(cost)] : []),
    ...(isRunning ? [isPausing ? 'pausing' : 'running; keep this page open'] : []),
  ].join(' · ');
}

function RunButtons({ run: { progress, pause, stop, resume } }: { run: PromptSetRun }) {
  if (progress.isRunning)
    return (
      <>
        {!progress.isPausing && (
          <Button size="small" onClick={pause}>
            <Pause size={14} /> Pause
          </Button>
        )}
        <Button size="small" onClick={stop}>
          <Square size={14} /> Stop
        </Button>
      </>
    );
  if (progress.ended >= progress.of) return null;
  return (
    <Button size="small" onClick={resume}>
      <Play size={14} /> Resume
    </Button>
  );
}

function Failures({ items, failures, run }: { items: PromptView[]; failures: PromptView[]; run: PromptSetRun }) {
  return (
    <details className="mt-3 text-meta" open={failures.length <= 3}>
      <summary className="cursor-pointer text-danger-text">
        {failures.length} {failures.length === 1 ? 'prompt has' : 'prompts have'} a failed answer
      </summary>
      <ul className="mt-1 flex flex-col gap-1">
        {failures.map((item) => {
          const places = failedPlaces(item);
          const empty = item.answers.flatMap((answer, place) => (answer ? [] : [place]));
          return (
            <li key={item.id} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate text-text-2">
                {items.indexOf(item) + 1} · {places.map(letterOf).join(', ')}{' '}
                {run.problems.get(item.id) ?? item.answers.find((answer) => answer?.failure)?.failure}
              </span>
              <Button size="tiny" onClick={() => run.retry(item, [...places, ...empty])}>
                Try again
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
