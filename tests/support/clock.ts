import type { Clock } from '../../lib/engine/types';

export interface SteppedClock extends Clock {
  /** Moves time on, running what falls due, in order. */
  step(ms: number): void;
}

/** Time that only moves when a test advances it. */
export function steppedClock(start = 1_000_000): SteppedClock {
  let now = start;
  let timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    step(ms) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.callback();
      }
      now = until;
    },
  };
}
