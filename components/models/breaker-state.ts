import type { BreakerState } from '@/components/models/live-states';
import { formatTime } from '@/lib/format';

/** `38 s`, `4 min 12 s`, or `now`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return 'now';
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A state with the remaining time. `now` is the server's clock. */
export function describeBreaker(state: BreakerState, now: number): string {
  switch (state.state) {
    case 'closed':
      return 'closed';
    case 'half-open':
      return 'half-open, the next call is a probe';
    case 'open':
      return `open, next try ${formatWait(state.until - now)}`;
    case 'cooling':
      return `cooling down, next try ${formatWait(state.until - now)}`;
  }
}

function formatWait(ms: number): string {
  return ms <= 0 ? 'now' : `in ${formatCountdown(ms)}`;
}

/** The reason and end of a state; null when it is closed. */
export function breakerReason(state: BreakerState): string | null {
  if (state.state === 'closed') return null;
  const why = state.why && !/[.!?]$/.test(state.why) ? `${state.why}.` : state.why;
  if (state.state === 'half-open') return why || null;
  return `${why} Until ${formatTime(new Date(state.until))} UTC.`.trim();
}

/** `1 open, 2 cooling down`; `closed` when all are. */
export function breakerSummary(states: BreakerState[]): string {
  const count = (wanted: BreakerState['state']) => states.filter(({ state }) => state === wanted).length;
  const parts = [
    [count('open'), 'open'],
    [count('half-open'), 'half-open'],
    [count('cooling'), 'cooling down'],
  ] as const;
  const tripped = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return tripped.length > 0 ? tripped.join(', ') : 'closed';
}

/** The text colour of a state. */
export function breakerTone(states: BreakerState[]): string {
  if (states.some(({ state }) => state === 'open')) return 'text-danger-text';
  if (states.some(({ state }) => state === 'cooling' || state === 'half-open')) return 'text-warn-text';
  return 'text-text-2';
}
