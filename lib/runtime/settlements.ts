import { isDatabaseAway } from '../db/system/away';
import type { Settlement } from '../engine/store';
import { errorFacts, type Log } from '../log';
import { delay, withTimeout } from './wait';

/** How long an answer's last chunk may wait for its settlement to be acknowledged. */
const SUBMIT_TIMEOUT_MS = 250;
/** How long feedback on an answer may wait for its settlement. */
const FEEDBACK_TIMEOUT_MS = 5_000;
const RETRY_MS = 1_000;
const MAX_BATCH = 64;

interface Waiting {
  settlement: Settlement;
  acknowledge: () => void;
}

/**
 * Queue of settlements, retried until the database acknowledges each. Answers do not wait long for it, and nothing is
 * dropped while the process runs. Settlements that arrive during a batch form the next one, so that a busy process
 * updates its rollups once per batch instead of waiting for row locks once per request.
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
    await withTimeout(acknowledged, SUBMIT_TIMEOUT_MS);
  }

  /**
   * Resolves when a submitted request is settled, so that immediate feedback finds it; after a timeout in any case, and
   * at once for other requests.
   */
  async settled(requestId: string): Promise<void> {
    const acknowledged = this.byRequest.get(requestId);
    if (acknowledged) await withTimeout(acknowledged, FEEDBACK_TIMEOUT_MS);
  }

  /** The number of settlements that are not acknowledged yet. */
  get waiting(): number {
    return this.queue.length + this.underWay;
  }

  /** Waits for all of them, at most `timeoutMs`; then stops retrying. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.working) await withTimeout(this.working, timeoutMs);
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
      this.report(batch.length, error);
      this.putBack(batch);
      return false;
    }
  }

  /** The database watch logs once that the database is away; retries add nothing. */
  private report(count: number, error: unknown): void {
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
