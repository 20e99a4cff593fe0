import type { AlertChannel, AttemptResult, Delivery } from '../../db/alerts/alert-deliveries';
import { type Clock, systemClock } from '../../engine/types';
import { AppError } from '../../errors';
import { errorFacts, type Log } from '../../log';
import { RETRY_DELAYS_MS, retryDelayMs } from './back-off';

/** The waiting deliveries, shared by all processes. */
export interface DeliveryQueue {
  /** Creates the deliveries of new alerts. */
  plan(): Promise<void>;
  /** Claims deliveries that are due, for this process alone. */
  claim(atMost: number): Promise<Delivery[]>;
  settle(delivery: Delivery, result: AttemptResult): Promise<void>;
}

/** How sending ended. A final failure is not retried. */
export type SendResult = { ok: true } | { ok: false; error: string; isFinal?: boolean };

/** Makes one attempt. It ends soon after `signal` aborts. */
export type Send = (delivery: Delivery, signal: AbortSignal) => Promise<SendResult>;

/** The time limit of an attempt, well within a lease. */
export const ATTEMPT_MS: Record<AlertChannel, number> = { webhook: 10_000, email: 30_000 };

const CLAIMED_AT_ONCE = 10;

export interface AlerterOptions {
  queue: DeliveryQueue;
  send: Send;
  log: Log;
  clock?: Clock;
  random?: () => number;
}

/** Sends budget alerts to their recipients, and retries failed deliveries later. */
export class Alerter {
  private readonly options: Required<AlerterOptions>;
  private running: Promise<void> | null = null;
  private isStopped = false;
  /** Results that could not be stored because the database was unavailable. */
  private readonly unsettled: { delivery: Delivery; result: AttemptResult }[] = [];
  private readonly ending = new AbortController();

  constructor(options: AlerterOptions) {
    this.options = { clock: systemClock, random: Math.random, ...options };
  }

  /** Sends every due delivery. A call during a run waits for that run. Rejects while the database is unavailable. */
  run(): Promise<void> {
    if (this.isStopped) return this.running ?? Promise.resolve();
    this.running ??= this.sendAllDue().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Starts no new attempt. Running ones get `graceMs` to finish, then they are aborted and retried later. */
  async stop(graceMs: number): Promise<void> {
    this.isStopped = true;
    const cancel = this.options.clock.after(graceMs, () => this.ending.abort());
    await this.running?.catch(() => undefined);
    cancel();
  }

  private async sendAllDue(): Promise<void> {
    const { queue } = this.options;
    await this.settleUnsettled();
    await queue.plan();
    while (!this.isStopped) {
      const due = await queue.claim(CLAIMED_AT_ONCE);
      await Promise.all(due.map((delivery) => this.deliver(delivery)));
      await this.settleUnsettled();
      if (due.length < CLAIMED_AT_ONCE) return;
    }
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { queue, log } = this.options;
    const result = this.resultFor(delivery, await this.attempt(delivery));
    await queue.settle(delivery, result).catch(() => this.unsettled.push({ delivery, result }));
    if (result.kind === 'failed') {
      // No address and no answer: the log has ids and counts only.
      const { alert, channel, attempt } = delivery;
      log('warn', 'An alert could not be delivered.', { alert: alert.id, channel, attempts: attempt });
    }
  }

  private async settleUnsettled(): Promise<void> {
    for (let next = this.unsettled[0]; next; next = this.unsettled[0]) {
      await this.options.queue.settle(next.delivery, next.result);
      this.unsettled.shift();
    }
  }

  private async attempt(delivery: Delivery): Promise<SendResult> {
    const { send, clock, log } = this.options;
    // A process that crashed during the last attempt leaves a delivery with one attempt too many.
    if (delivery.attempt > RETRY_DELAYS_MS.length + 1)
      return { ok: false, error: 'The last attempt was aborted.', isFinal: true };
    const limit = new AbortController();
    const cancel = clock.after(ATTEMPT_MS[delivery.channel], () => limit.abort());
    try {
      return await send(delivery, AbortSignal.any([limit.signal, this.ending.signal]));
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.message };
      log('warn', 'An alert could not be sent.', { alert: delivery.alert.id, ...errorFacts(error) });
      return { ok: false, error: 'Internal error. The server log has the details.' };
    } finally {
      cancel();
    }
  }

  private resultFor({ attempt }: Delivery, sent: SendResult): AttemptResult {
    if (sent.ok) return { kind: 'delivered' };
    const { error } = sent;
    const inMs = retryDelayMs(attempt, this.options.random());
    return inMs === null || sent.isFinal ? { kind: 'failed', error } : { kind: 'retry', inMs, error };
  }
}
