import type { Settlement } from '../engine/store';
import { errorFacts, type Log } from '../log';

/** How long an answer's last chunk may wait for its settlement to be acknowledged. */
const PATIENCE_MS = 250;
const RETRY_MS = 1_000;

/**
 * Settles requests, again and again until the database has acknowledged each. An answer never waits long for it, and
 * a settlement is never dropped while the process lives.
 */
export class Settlements {
  private readonly running = new Set<Promise<void>>();
  private readonly settle: (settlement: Settlement) => Promise<void>;
  private readonly log: Log;
  private isDraining = false;

  constructor(settle: (settlement: Settlement) => Promise<void>, log: Log) {
    this.settle = settle;
    this.log = log;
  }

  /** Resolves when the settlement is acknowledged, or after a moment of patience while it goes on trying. */
  async submit(settlement: Settlement): Promise<void> {
    const done = this.settleUntilAcknowledged(settlement);
    this.running.add(done);
    done.finally(() => this.running.delete(done));
    await Promise.race([done, delay(PATIENCE_MS)]);
  }

  /** How many are not acknowledged yet. */
  get waiting(): number {
    return this.running.size;
  }

  /** Waits for all of them, at most `timeoutMs`; then gives up retrying. */
  async drain(timeoutMs: number): Promise<void> {
    await Promise.race([Promise.all(this.running), delay(timeoutMs)]);
    this.isDraining = true;
  }

  private async settleUntilAcknowledged(settlement: Settlement): Promise<void> {
    while (!this.isDraining) {
      try {
        await this.settle(settlement);
        return;
      } catch (error) {
        this.log('error', 'A settlement failed and is kept for another try.', {
          requestId: settlement.requestId,
          ...errorFacts(error),
        });
        await delay(RETRY_MS);
      }
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
