import type { Clock } from '../types';
import type { Deadlines } from './deadlines';
import { type Failure, failureOf } from './failure';

export interface WatchdogInput {
  clock: Clock;
  deadlines: Deadlines;
  /** A stream shows headers and content on its way; an answer in one piece only its end. */
  isStream: boolean;
  /** When the whole request began, which the total deadline counts from. Epoch ms. */
  requestStartedAt: number;
  onTimeout: (failure: Failure) => void;
}

/**
 * Calls back once with a failure when an attempt is too slow. One timer, however many chunks pass. Time in which nobody
 * waits for the vendor does not count, except against the total: a reader who is slow is not the vendor's fault.
 */
export class Watchdog {
  private readonly input: WatchdogInput;
  private readonly startedAt: number;
  private step: 'headers' | 'first-token' | 'idle' | 'answer';
  /** Since when the vendor has been waited for; null while the reader has the word. */
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

  /** The next event is being waited for. */
  waits(): void {
    this.waitingSince = this.input.clock.now();
  }

  /** It came: until the next wait, time is the reader's. */
  rests(): void {
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
      onTimeout(failureOf('timeout', `The answer was not complete after ${deadlines.totalMs / 1000} s.`));
    else onTimeout(failureOf('timeout', this.sentence()));
  }

  private dueAt(): number {
    const { clock, deadlines, requestStartedAt } = this.input;
    const { headersMs, firstTokenMs, idleMs, answerMs, totalMs } = deadlines;
    const dueOf = {
      headers: () => this.startedAt + headersMs,
      'first-token': () => this.startedAt + firstTokenMs,
      answer: () => this.startedAt + answerMs,
      idle: () => (this.waitingSince ?? clock.now()) + idleMs,
    };
    return Math.min(dueOf[this.step](), requestStartedAt + totalMs);
  }

  private sentence(): string {
    const { headersMs, firstTokenMs, idleMs, answerMs } = this.input.deadlines;
    switch (this.step) {
      case 'headers':
        return `No response headers within ${headersMs / 1000} s.`;
      case 'first-token':
        return `No first token within ${firstTokenMs / 1000} s.`;
      case 'idle':
        return `The stream stood still for ${idleMs / 1000} s.`;
      case 'answer':
        return `The answer was not complete after ${answerMs / 1000} s.`;
    }
  }
}
