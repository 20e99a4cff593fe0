import { X } from 'lucide-react';
import { formatSeconds } from '../../lib/format';

export interface TimelineAttempt {
  number: number;
  provider: string;
  /** Ms since the first attempt started. */
  startMs: number;
  ttftMs: number | null;
  totalMs: number;
  outcome: string;
  failure: string | null;
}

/** Waiting and streaming time of each attempt on one scale; a failed one ends with its reason. */
export function AttemptTimeline({ attempts }: { attempts: TimelineAttempt[] }) {
  const totalMs = Math.max(1, ...attempts.map(({ startMs, totalMs: own }) => startMs + own));
  return (
    <div className="flex flex-col gap-2">
      <div className="ml-28 flex justify-between text-micro text-text-3 tabular max-[640px]:ml-0">
        <span>0</span>
        <span>{formatSeconds(totalMs / 2)}</span>
        <span>{formatSeconds(totalMs)}</span>
      </div>
      {attempts.map((attempt) => (
        <Bar key={attempt.number} attempt={attempt} totalMs={totalMs} />
      ))}
      <ul className="ml-28 flex flex-wrap gap-4 text-meta text-text-2 max-[640px]:ml-0">
        <li className="flex items-center gap-1.5">
          <span className="size-2 rounded-[2px] bg-text-3 opacity-35" /> wait
        </li>
        <li className="flex items-center gap-1.5">
          <span className="size-2 rounded-[2px] bg-text-3" /> stream
        </li>
        <li className="flex items-center gap-1.5">
          <span className="h-3 w-[1.5px] bg-text" /> first token
        </li>
      </ul>
    </div>
  );
}

function Bar({ attempt, totalMs }: { attempt: TimelineAttempt; totalMs: number }) {
  const { number, provider, startMs, ttftMs, totalMs: ownMs, outcome, failure } = attempt;
  const colour = `var(--provider-${provider}, var(--text-3))`;
  const percent = (ms: number) => `${(ms / totalMs) * 100}%`;
  const waitMs = ttftMs ?? ownMs;
  return (
    <div className="flex items-center gap-2 max-[640px]:flex-col max-[640px]:items-stretch max-[640px]:gap-1">
      <span className="w-26 shrink-0 truncate text-meta text-text-2">
        {number} {provider}
      </span>
      <div className="relative h-4 min-w-0 flex-1 max-[640px]:flex-none">
        <span
          className="absolute inset-y-0 min-w-[2px] rounded-l-[3px] opacity-35"
          style={{ left: percent(startMs), width: percent(waitMs), background: colour }}
        />
        {ttftMs !== null && (
          <>
            <span
              className="absolute inset-y-0 rounded-r-[3px]"
              style={{ left: percent(startMs + ttftMs), width: percent(ownMs - ttftMs), background: colour }}
            />
            <span className="absolute -inset-y-0.5 w-[1.5px] bg-text" style={{ left: percent(startMs + ttftMs) }} />
          </>
        )}
        {outcome === 'failed' && (
          <span
            className="absolute inset-y-0 flex items-center gap-1 text-micro whitespace-nowrap text-danger-text"
            style={
              startMs + ownMs < totalMs / 2
                ? { left: `calc(${percent(startMs + ownMs)} + 4px)` }
                : { right: `calc(100% - ${percent(startMs)} + 4px)` }
            }
          >
            <X size={12} /> {failure} after {formatSeconds(ownMs)}
          </span>
        )}
      </div>
    </div>
  );
}
