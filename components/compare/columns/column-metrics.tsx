import { ArrowDown, ArrowUp, EyeOff, Trophy } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatUsd } from '@/lib/format';
import { classNames } from '../../ui/class-names';
import type { AnswerState } from './answer-stream';
import type { ColumnDeltas, Delta } from './column-deltas';
import { useElapsed } from './elapsed-time';

/** First token, total, tokens and cost of a column, compared with the reference. */
export function ColumnMetrics({ answer, deltas }: { answer: AnswerState; deltas: ColumnDeltas | null }) {
  const { phase, figures, soFar, askedAt } = answer;
  const isRunning = phase === 'asking' || phase === 'streaming';
  const elapsed = useElapsed(isRunning ? askedAt : null);
  const known = figures ?? (isRunning ? soFar : null);
  const more = isRunning ? ' …' : '';
  const total = isRunning && elapsed !== null ? `${(elapsed / 1000).toFixed(1)} s …` : seconds(figures?.totalMs);
  return (
    <dl className="grid min-h-16 shrink-0 grid-cols-[1fr_.9fr_.8fr_1.2fr] border-t border-line-subtle @max-[300px]:grid-cols-2">
      <Metric label="First token" value={seconds(known?.ttftMs)} below={<Change delta={deltas?.ttft} />} />
      <Metric label="Total" value={total} below={<Change delta={deltas?.total} />} />
      <Metric
        label="Tokens"
        value={known ? `${formatCount(known.outputTokens)}${more}` : '—'}
        below={known && <span className="text-text-3">{formatCount(known.inputTokens)} in</span>}
      />
      <Metric
        label={isRunning ? 'Cost so far' : figures?.costState === 'estimated' ? 'Cost, est.' : 'Cost'}
        value={known ? formatUsd(known.costNanoUsd) : '—'}
        below={<Change delta={deltas?.cost} />}
      />
    </dl>
  );
}

/** 0.46 s, 12.3 s */
function seconds(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '—';
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

function Metric({ label, value, below }: { label: string; value: string; below: ReactNode }) {
  return (
    <div className="min-w-0 border-line-subtle py-2 pl-3 not-first:border-l @max-[300px]:odd:border-l-0 @max-[300px]:nth-[n+3]:border-t">
      <dt className="text-micro whitespace-nowrap text-text-3">{label}</dt>
      <dd>
        <b className="mt-0.5 block truncate font-medium whitespace-nowrap tabular" title={value}>
          {value}
        </b>
        <span className="flex min-h-4 items-center gap-0.5 text-micro whitespace-nowrap tabular">{below}</span>
      </dd>
    </div>
  );
}

function Change({ delta }: { delta: Delta | undefined }) {
  if (!delta) return null;
  const Arrow = delta.isBetter ? ArrowDown : ArrowUp;
  return (
    <>
      {delta.isReference && <span className="text-text-3">reference</span>}
      {delta.text && (
        <span
          className={classNames(
            'inline-flex items-center gap-0.5',
            delta.isBetter ? 'text-ok-text' : delta.isWorse ? 'text-danger-text' : 'text-text-3',
          )}
        >
          {(delta.isBetter || delta.isWorse) && <Arrow size={12} aria-hidden />}
          <span className="sr-only">{delta.isBetter ? 'less by' : delta.isWorse ? 'more by' : 'equal:'}</span>
          {delta.text}
        </span>
      )}
      {delta.isBest && (
        <span className="ml-1 text-accent-text" title="Best of all columns">
          <Trophy size={12} aria-hidden />
          <span className="sr-only">best of all columns</span>
        </span>
      )}
    </>
  );
}

/** Placeholder of the same height while names are hidden. */
export function HiddenMetrics({ isFirst }: { isFirst: boolean }) {
  return (
    <p className="flex h-16 shrink-0 items-center gap-2 border-t border-line-subtle px-4 text-meta text-text-3">
      <EyeOff size={14} className="shrink-0" />
      {isFirst ? 'Model, cost and speed appear after the vote' : 'Hidden until the vote'}
    </p>
  );
}
