import type { AlertChannel, Delivery, Verdict } from '../../db/alerts/alert-deliveries';
import { type Clock, systemClock } from '../../engine/types';
import { AppError } from '../../errors';
import { errorFacts, type Log } from '../../log';
import { RETRY_DELAYS_MS, retryDelayMs } from './back-off';

/** Where deliveries wait: every process draws from the same one. */
export interface DeliveryQueue {
  /** Writes down whom to tell of new alerts. */
  plan(): Promise<void>;
  /** Takes what is due, for this process alone. */
  claim(atMost: number): Promise<Delivery[]>;
  settle(delivery: Delivery, verdict: Verdict): Promise<void>;
}

/** How one attempt ended; a final failure would only repeat itself. */
export type SendResult = { ok: true } | { ok: false; error: string; isFinal?: boolean };

/** Makes one attempt. It ends soon after `signal` aborts. */
export type Send = (delivery: Delivery, signal: AbortSignal) => Promise<SendResult>;

/** How long an attempt may take; well within a lease. */
export const ATTEMPT_MS: Record<AlertChannel, number> = { webhook: 10_000, email: 30_000 };

const CLAIMED_AT_ONCE = 10;

export interface AlerterOptions {
  queue: DeliveryQueue;
  send: Send;
  log: Log;
  clock?: Clock;
  random?: () => number;
}

/** Sends budget alerts to whoever is to be told, and tries again later where that fails. */
export class Alerter {
  private readonly options: Required<AlerterOptions>;
  private running: Promise<void> | null = null;
  private isStopped = false;
  /** How attempts ended that the queue has not been told of: the database may have gone away meanwhile. */
  private readonly unsettled: { delivery: Delivery; verdict: Verdict }[] = [];
  private readonly ending = new AbortController();

  constructor(options: AlerterOptions) {
    this.options = { clock: systemClock, random: Math.random, ...options };
  }

  /** Sends all that is due. A second call while one runs waits for that one. Rejects while the database is away. */
  run(): Promise<void> {
    if (this.isStopped) return this.running ?? Promise.resolve();
    this.running ??= this.sendAllDue().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Begins nothing new, and lets what is under way end: for `graceMs`, then it is cut off, to be tried again later. */
  async stop(graceMs: number): Promise<void> {
    this.isStopped = true;
    const cancel = this.options.clock.after(graceMs, () => this.ending.abort());
    await this.running?.catch(() => undefined);
    cancel();
  }

  private async sendAllDue(): Promise<void> {
    const { queue } = this.options;
    await this.settleRemembered();
    await queue.plan();
    while (!this.isStopped) {
      const due = await queue.claim(CLAIMED_AT_ONCE);
      await Promise.all(due.map((delivery) => this.deliver(delivery)));
      await this.settleRemembered();
      if (due.length < CLAIMED_AT_ONCE) return;
    }
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { queue, log } = this.options;
    const verdict = this.verdictOn(delivery, await this.attempt(delivery));
    await queue.settle(delivery, verdict).catch(() => this.unsettled.push({ delivery, verdict }));
    if (verdict.as === 'failed') {
      // Neither address nor answer: a log holds ids and counts.
      const { alert, channel, attempt } = delivery;
      log('warn', 'An alert could not be delivered.', { alert: alert.id, channel, attempts: attempt });
    }
  }

  private async settleRemembered(): Promise<void> {
    for (let next = this.unsettled[0]; next; next = this.unsettled[0]) {
      await this.options.queue.settle(next.delivery, next.verdict);
      this.unsettled.shift();
    }
  }

  private async attempt(delivery: Delivery): Promise<SendResult> {
    const { send, clock, log } = this.options;
    // Whoever died in the middle of its last attempt leaves one more than there may be.
    if (delivery.attempt > RETRY_DELAYS_MS.length + 1)
      return { ok: false, error: 'The last attempt was cut off.', isFinal: true };
    const limit = new AbortController();
    const cancel = clock.after(ATTEMPT_MS[delivery.channel], () => limit.abort());
    try {
      return await send(delivery, AbortSignal.any([limit.signal, this.ending.signal]));
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.message };
      log('warn', 'An alert could not be sent.', { alert: delivery.alert.id, ...errorFacts(error) });
      return { ok: false, error: 'Something went wrong on our side. The log has the details.' };
    } finally {
      cancel();
    }
  }

  private verdictOn({ attempt }: Delivery, result: SendResult): Verdict {
    if (result.ok) return { as: 'delivered' };
    const { error } = result;
    const inMs = retryDelayMs(attempt, this.options.random());
    return inMs === null || result.isFinal ? { as: 'failed', error } : { as: 'again', inMs, error };
  }
}
