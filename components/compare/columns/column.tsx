'use client';
import { Check, RefreshCw, Square, Trophy } from 'lucide-react';
import { memo, useSyncExternalStore } from 'react';
import { modelName } from '@/lib/format';
import { ModelName } from '../../models/model-name';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Tag } from '../../ui/tag';
import { letterOf } from '../types';
import type { AnswerState, AnswerStream } from './answer-stream';
import type { ColumnDeltas } from './column-deltas';
import { ColumnMetrics, HiddenMetrics } from './column-metrics';
import { type Absence, type EarlierTurn, Text, Turn } from './column-text';
import { ElapsedTime } from './elapsed-time';

interface ColumnProps {
  place: number;
  stream: AnswerStream;
  /** The model or policy of the column; null while hidden. */
  setting: string | null;
  isHidden: boolean;
  /** Earlier turns of this conversation. */
  earlier: EarlierTurn[];
  deltas: ColumnDeltas | null;
  isWinner: boolean;
  /** Why there is no answer. */
  absence: Absence;
  /** False after a vote, during a prompt set run, and while answers are not loaded. */
  mayRetry: boolean;
  /** Whether it is the visible column on a phone. */
  isShown: boolean;
  onRetry: (place: number) => void;
  onStop: (place: number) => void;
}

/** One column: model, streamed answer and figures. */
export const Column = memo(function Column(props: ColumnProps) {
  const { place, stream, setting, isHidden, earlier, deltas, isWinner, absence, isShown } = props;
  const answer = useSyncExternalStore(stream.subscribe, stream.get, stream.get);
  return (
    <section
      aria-label={`Answer ${letterOf(place)}`}
      data-phase={answer.phase}
      className={classNames(
        '@container flex min-w-0 flex-col overflow-hidden rounded-lg border bg-surface max-[640px]:h-auto',
        isWinner ? 'border-accent shadow-[0_0_0_1px_var(--accent),var(--shadow-card)]' : 'border-line shadow-card',
        !isShown && 'max-[640px]:hidden',
      )}
    >
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line-subtle pr-2 pl-3 max-[640px]:h-13">
        <Letter place={place} isWinner={isWinner} />
        <h2 className="min-w-0 flex-1 truncate">
          <Title answer={answer} setting={setting} isHidden={isHidden} place={place} />
        </h2>
        {isWinner ? (
          <Tag tone="accent">
            <Trophy size={12} /> <span className="@max-[300px]:sr-only">Your vote</span>
          </Tag>
        ) : (
          <PhaseTag answer={answer} isHidden={isHidden} />
        )}
        <Tool {...props} phase={answer.phase} />
      </header>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard.
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-y-auto p-4 max-[640px]:min-h-[360px]"
      >
        {earlier.map((turn) => (
          <Turn key={turn.id} turn={turn} />
        ))}
        <Text answer={answer} absence={absence} />
      </div>
      {isHidden ? <HiddenMetrics isFirst={place === 0} /> : <ColumnMetrics answer={answer} deltas={deltas} />}
    </section>
  );
});

export function Letter({ place, isWinner = false }: { place: number; isWinner?: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'grid size-5 shrink-0 place-items-center rounded-sm text-[11px] leading-none font-semibold',
        isWinner ? 'bg-accent text-on-accent' : 'bg-surface-3 text-text-2',
      )}
    >
      {letterOf(place)}
    </span>
  );
}

function Title({
  answer: { who },
  setting,
  isHidden,
  place,
}: { answer: AnswerState } & Pick<ColumnProps, 'setting' | 'isHidden' | 'place'>) {
  if (isHidden) return <b className="font-medium">Answer {letterOf(place)}</b>;
  if (!who) return <b className="font-medium">{setting ?? `Answer ${letterOf(place)}`}</b>;
  return (
    <>
      <ModelName provider={who.provider} name={modelName(who.model)} className="max-w-full" />
      {setting?.startsWith('auto') && <span className="ml-2 text-meta text-text-3">by {setting}</span>}
    </>
  );
}

function PhaseTag({ answer: { phase, askedAt }, isHidden }: { answer: AnswerState; isHidden: boolean }) {
  if (phase === 'succeeded')
    return (
      <Tag tone="ok">
        <Check size={12} /> <span className="@max-[300px]:sr-only">Finished</span>
      </Tag>
    );
  if (phase === 'failed') return <Tag tone="danger">Failed</Tag>;
  if (phase === 'cancelled') return <Tag tone="warn">Stopped</Tag>;
  if (phase === 'idle') return null;
  return (
    <span className="flex items-center gap-1.5 text-meta text-text-3 tabular">
      <span aria-hidden className="m-0.5 size-2 rounded-full bg-accent shadow-[0_0_0_3px_var(--accent-bg)]" />
      {isHidden || askedAt === null ? phase === 'asking' ? 'Waiting' : 'Streaming' : <ElapsedTime since={askedAt} />}
    </span>
  );
}

function Tool({ place, phase, mayRetry, onRetry, onStop }: ColumnProps & { phase: AnswerState['phase'] }) {
  const letter = letterOf(place);
  if (phase === 'asking' || phase === 'streaming')
    return (
      <Button
        variant="ghost"
        size="small"
        isIcon
        aria-label={`Stop ${letter}`}
        title="Stop"
        onClick={() => onStop(place)}
      >
        <Square size={14} />
      </Button>
    );
  if (!mayRetry) return null;
  const label = phase === 'idle' ? `Run ${letter}` : `Retry ${letter}`;
  return (
    <Button variant="ghost" size="small" isIcon aria-label={label} title={label} onClick={() => onRetry(place)}>
      <RefreshCw size={14} />
    </Button>
  );
}
