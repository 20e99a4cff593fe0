import type { Clock } from '../types';
import type { Deadlines } from './deadlines';
import { createFailure, type Failure } from './failure';

export interface WatchdogInput {
  clock: Clock;
  deadlines: Deadlines;
  /** A stream reports headers and content; a non-streamed answer only its end. */
  isStream: boolean;
  /** When the request began, in epoch ms; the total deadline counts from it. */
  requestStartedAt: number;
  onTimeout: (failure: Failure) => void;
}

/**
 * Reports one failure when an attempt is too slow. Uses one timer, however many chunks arrive. Time spent on a slow
 * reader counts only against the total deadline, because it is not the vendor's delay.
 */
export class Watchdog {
  private readonly input: WatchdogInput;
  private readonly startedAt: number;
  private step: 'headers' | 'first-token' | 'idle' | 'answer';
  /** When waiting for the vendor began; null while the reader processes an event. */
  private waitingSince: number | null = null;
  private cancelTimer: () => void;

  constructor(input: WatchdogInput) {
    this.input = input;
    this.startedAt = input.clock.now();
    this.step = input.isStream ? 'headers' : 'answer';
    this.cancelTimer = this.arm();
  }

  sawHeaders(): void {
    if (this.step === 'headers') this.advance('first-token');
  }

  sawContent(): void {
    if (this.step === 'headers' || this.step === 'first-token') this.advance('idle');
  }

  /** Waiting for the vendor's next event. */
  startWaiting(): void {
    this.waitingSince = this.input.clock.now();
  }

  /** The event arrived; until the next wait, time is the reader's. */
  stopWaiting(): void {
    this.waitingSince = null;
  }

  stop(): void {
    this.cancelTimer();
  }

  private advance(step: Watchdog['step']): void {
    this.step = step;
    this.cancelTimer();
    this.cancelTimer = this.arm();
  }

  private arm(): () => void {
    return this.input.clock.after(Math.max(1, this.dueAt() - this.input.clock.now()), () => this.check());
  }

  private check(): void {
    const { clock, deadlines, requestStartedAt, onTimeout } = this.input;
    const now = clock.now();
    if (now < this.dueAt()) this.cancelTimer = this.arm();
    else if (now >= requestStartedAt + deadlines.totalMs)
      onTimeout(createFailure('timeout', `The answer was not complete after ${deadlines.totalMs / 1000} s.`));
    else onTimeout(createFailure('timeout', this.timeoutMessage()));
  }

  private dueAt(): number {
    const { clock, deadlines, requestStartedAt } = this.input;
    const { headersMs, firstTokenMs, idleMs, answerMs, totalMs } = deadlines;
    const dueTimes = {
      headers: () => this.startedAt + headersMs,
      'first-token': () => this.startedAt + firstTokenMs,
      answer: () => this.startedAt + answerMs,
      idle: () => (this.waitingSince ?? clock.now()) + idleMs,
    };
    return Math.min(dueTimes[this.step](), requestStartedAt + totalMs);
  }

  private timeoutMessage(): string {
    const { headersMs, firstTokenMs, idleMs, answerMs } = this.input.deadlines;
    switch (this.step) {
      case 'headers':
        return `No response headers within ${headersMs / 1000} s.`;
      case 'first-token':
        return `No first token within ${firstTokenMs / 1000} s.`;
      case 'idle':
        return `The stream was idle for ${idleMs / 1000} s.`;
      case 'answer':
        return `The answer was not complete after ${answerMs / 1000} s.`;
    }
  }
}
