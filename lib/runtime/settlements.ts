import { isDatabaseAway } from '../db/system/away';
import type { Settlement } from '../engine/store';
import { errorFacts, type Log } from '../log';
import { delay, withTimeout } from './wait';

/** How long an answer's last chunk may wait for its settlement to be acknowledged. */
const PATIENCE_MS = 250;
/** How long what is said of an answer waits for it. */
const WORDS_PATIENCE_MS = 5_000;
const RETRY_MS = 1_000;
const MAX_BATCH = 64;

interface Waiting {
  settlement: Settlement;
  acknowledge: () => void;
}

/**
 * Settles requests, again and again until the database has acknowledged each: an answer never waits long for it, and
 * nothing is dropped while the process lives. Whatever arrives while one batch is under way goes into the next, so that
 * a busy process writes its rollups once a batch instead of queueing for their rows once a request.
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

  /** Resolves when the settlement is acknowledged, or after a moment of patience while it goes on trying. */
  async submit(settlement: Settlement): Promise<void> {
    const acknowledged = new Promise<void>((acknowledge) => {
      this.queue.push({ settlement, acknowledge });
    });
    this.byRequest.set(settlement.requestId, acknowledged);
    void acknowledged.then(() => this.byRequest.delete(settlement.requestId));
    this.start();
    await withTimeout(acknowledged, PATIENCE_MS);
  }

  /**
   * Resolves when a request whose answer is out is settled too, so that whoever rates it at once is not told that it is
   * still running; at once for any other, and after a while whatever happens.
   */
  async settled(requestId: string): Promise<void> {
    const acknowledged = this.byRequest.get(requestId);
    if (acknowledged) await withTimeout(acknowledged, WORDS_PATIENCE_MS);
  }

  /** How many are not acknowledged yet. */
  get waiting(): number {
    return this.queue.length + this.underWay;
  }

  /** Waits for all of them, at most `timeoutMs`; then gives up retrying. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.working) await withTimeout(this.working, timeoutMs);
    this.isDraining = true;
  }

  private start(): void {
    if (this.working || this.isDraining || this.queue.length === 0) return;
    this.working = this.work().finally(() => {
      this.working = null;
      // One may have come between the last look at the queue and now.
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
      this.tell(batch.length, error);
      this.putBack(batch);
      return false;
    }
  }

  /** A database that is away is told of once, by its watch, and not again with each try. */
  private tell(count: number, error: unknown): void {
    if (isDatabaseAway(error)) return;
    this.log('error', 'Settlements failed and are kept for another try.', { count, ...errorFacts(error) });
  }

  /** Smaller batches single out a row that the database will not take; alone, it goes to the end of the queue. */
  private putBack(batch: Waiting[]): void {
    if (batch.length === 1) this.queue.push(...batch);
    else this.queue.unshift(...batch);
    this.batchSize = Math.max(1, Math.ceil(this.batchSize / 4));
  }
}
