import { isDatabaseAway } from '../db/system/away';
import type { Settlement } from '../engine/store';
import { errorFacts, type Log } from '../log';
import { delay, withPatience } from './wait';

/** How long an answer's last chunk waits for its settlement to be acknowledged. */
const ANSWER_WAIT_MS = 250;
/** How long feedback on an answer waits for it. */
const FEEDBACK_WAIT_MS = 5_000;
const RETRY_MS = 1_000;
const MAX_BATCH = 64;

interface Waiting {
  settlement: Settlement;
  acknowledge: () => void;
}

/**
 * Settles requests and retries until the database has acknowledged each one. An answer never waits long for this, and
 * nothing is dropped while the process lives. Settlements that arrive while a batch is running go into the next one, so
 * that a busy process locks its rollup rows once per batch instead of once per request.
 */
export class Settlements {
  private readonly queue: Waiting[] = [];
  private readonly byRequest = new Map<string, Promise<void>>();
  private readonly settle: (settlements: Settlement[]) => Promise<void>;
  private readonly log: Log;
  private underWay = 0;
  private batchSize = MAX_BATCH;
  private working: Promise<void> | null = null;
  private isDraining = false;

  constructor(settle: (settlements: Settlement[]) => Promise<void>, log: Log) {
    this.settle = settle;
    this.log = log;
  }

  /** Resolves when the settlement is acknowledged, or after a short wait while retries continue. */
  async submit(settlement: Settlement): Promise<void> {
    const acknowledged = new Promise<void>((acknowledge) => {
      this.queue.push({ settlement, acknowledge });
    });
    this.byRequest.set(settlement.requestId, acknowledged);
    void acknowledged.then(() => this.byRequest.delete(settlement.requestId));
    this.start();
    await withPatience(acknowledged, ANSWER_WAIT_MS);
  }

  /**
   * Resolves when the request is settled, so that feedback right after an answer does not find it still pending.
   * Resolves at once for any other request, and after a timeout in every case.
   */
  async settled(requestId: string): Promise<void> {
    const acknowledged = this.byRequest.get(requestId);
    if (acknowledged) await withPatience(acknowledged, FEEDBACK_WAIT_MS);
  }

  /** The number of settlements that are not acknowledged yet. */
  get waiting(): number {
    return this.queue.length + this.underWay;
  }

  /** Waits for all of them, at most `timeoutMs`; then stops retrying. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.working) await withPatience(this.working, timeoutMs);
    this.isDraining = true;
  }

  private start(): void {
    if (this.working || this.isDraining || this.queue.length === 0) return;
    this.working = this.work().finally(() => {
      this.working = null;
      // A settlement may have arrived since the queue was last read.
      this.start();
    });
  }

  private async work(): Promise<void> {
    while (this.queue.length > 0 && !this.isDraining) {
      const batch = this.queue.splice(0, this.batchSize);
      this.underWay = batch.length;
      const isDone = await this.tryBatch(batch);
      this.underWay = 0;
      if (!isDone) await delay(RETRY_MS);
    }
  }

  private async tryBatch(batch: Waiting[]): Promise<boolean> {
    try {
      await this.settle(batch.map(({ settlement }) => settlement));
      for (const { acknowledge } of batch) acknowledge();
      this.batchSize = MAX_BATCH;
      return true;
    } catch (error) {
      this.logFailure(batch.length, error);
      this.putBack(batch);
      return false;
    }
  }

  /** An unavailable database is logged once, by the database watch, and not again with each retry. */
  private logFailure(count: number, error: unknown): void {
    if (isDatabaseAway(error)) return;
    this.log('error', 'Settlements failed and will be retried.', { count, ...errorFacts(error) });
  }

  /** Smaller batches isolate a row that the database rejects; alone in a batch, it moves to the end of the queue. */
  private putBack(batch: Waiting[]): void {
    if (batch.length === 1) this.queue.push(...batch);
    else this.queue.unshift(...batch);
    this.batchSize = Math.max(1, Math.ceil(this.batchSize / 4));
  }
}
