import type { Deadlines } from './deadlines';
import { type Failure, failureOf } from './failure';
import type { Clock } from './types';

/** Calls back once with a failure when an attempt is too slow. One timer, however many chunks pass. */
export class Watchdog {
  private readonly clock: Clock;
  private readonly deadlines: Deadlines;
  private readonly onTimeout: (failure: Failure) => void;
  private readonly startedAt: number;
  private lastContentAt: number | null = null;
  private cancelTimer: () => void;

  constructor(clock: Clock, deadlines: Deadlines, onTimeout: (failure: Failure) => void) {
    this.clock = clock;
    this.deadlines = deadlines;
    this.onTimeout = onTimeout;
    this.startedAt = clock.now();
    this.cancelTimer = clock.after(this.msLeft(), () => this.check());
  }

  sawContent(): void {
    const isFirst = this.lastContentAt === null;
    this.lastContentAt = this.clock.now();
    if (isFirst) this.rearm();
  }

  stop(): void {
    this.cancelTimer();
  }

  private rearm(): void {
    this.cancelTimer();
    this.cancelTimer = this.clock.after(this.msLeft(), () => this.check());
  }

  private check(): void {
    if (this.msLeft() > 0) this.rearm();
    else this.onTimeout(failureOf('timeout', this.sentence()));
  }

  private msLeft(): number {
    const { firstTokenMs, idleMs, totalMs } = this.deadlines;
    const now = this.clock.now();
    const step = this.lastContentAt === null ? this.startedAt + firstTokenMs : this.lastContentAt + idleMs;
    return Math.min(step, this.startedAt + totalMs) - now;
  }

  private sentence(): string {
    const { firstTokenMs, idleMs, totalMs } = this.deadlines;
    if (this.clock.now() - this.startedAt >= totalMs) return `The answer was not complete after ${totalMs / 1000} s.`;
    if (this.lastContentAt === null) return `No first token within ${firstTokenMs / 1000} s.`;
    return `The stream stood still for ${idleMs / 1000} s.`;
  }
}
