import { isDatabaseAway } from '../db/system/away';
import { errorFacts, type Log } from '../log';
import type { DatabaseWatch } from './database-watch';
import { delay, withTimeout } from './wait';

/** How long the end of an answer may wait for its text to be stored. */
const SUBMIT_TIMEOUT_MS = 250;
/** How long a reader of the text may wait. */
const READ_TIMEOUT_MS = 5_000;
const RETRY_MS = 1_000;
/** Upper bound of kept texts. No new answer starts while the database is away, so it is rarely reached. */
const MOST_WAITING = 1_000;

/**
 * Stores the texts of answers. While the database is away, a text is kept and retried until it is stored; any other
 * failure is logged once and dropped.
 */
export class UnstoredAnswers {
  private readonly byAnswer = new Map<string, Promise<void>>();
  private readonly watch: Pick<DatabaseWatch, 'over' | 'answers' | 'isAway'>;
  private readonly log: Log;
  private isDraining = false;

  constructor(watch: Pick<DatabaseWatch, 'over' | 'answers' | 'isAway'>, log: Log) {
    this.watch = watch;
    this.log = log;
  }

  /**
   * Resolves when `save` has stored the answer or has failed for good, or after a short timeout while retries continue.
   * Never rejects. `save` must be idempotent.
   */
  async submit(answerId: string, save: () => Promise<void>): Promise<void> {
    const mayWait = this.waiting < MOST_WAITING;
    const over = this.store(answerId, save, mayWait).finally(() => this.byAnswer.delete(answerId));
    this.byAnswer.set(answerId, over);
    await withTimeout(over, SUBMIT_TIMEOUT_MS);
  }

  /** Resolves when a waiting answer is stored or dropped; null when it is not waiting. */
  over(answerId: string): Promise<void> | null {
    return this.byAnswer.get(answerId) ?? null;
  }

  /** Waits until an answer's text is stored, which it usually is, and at most for a timeout. */
  async settled(answerId: string): Promise<void> {
    const over = this.over(answerId);
    if (over) await withTimeout(over, READ_TIMEOUT_MS);
  }

  /** How many are not stored yet. */
  get waiting(): number {
    return this.byAnswer.size;
  }

  /** Waits for all of them, at most `timeoutMs`; then drops them. */
  async drain(timeoutMs: number): Promise<void> {
    await withTimeout(Promise.all(this.byAnswer.values()), timeoutMs);
    this.isDraining = true;
    if (this.waiting > 0) this.log('error', 'Answers could not be stored before the end.', { count: this.waiting });
  }

  private async store(answerId: string, save: () => Promise<void>, mayWait: boolean): Promise<void> {
    for (;;) {
      const error = await this.tryToSave(save);
      if (error === null) return;
      if (!mayWait || this.isDraining || !isDatabaseAway(error)) return this.giveUp(answerId, error);
      await this.waitForDatabase();
      if (this.isDraining) return;
    }
  }

  /** All waiting answers share one probe of the database. */
  private async waitForDatabase(): Promise<void> {
    do await delay(RETRY_MS);
    while (!this.isDraining && this.watch.isAway && !(await this.watch.answers()));
  }

  private tryToSave(save: () => Promise<void>): Promise<unknown> {
    return this.watch.over(save).then(
      () => null,
      (error) => error,
    );
  }

  private giveUp(answerId: string, error: unknown): void {
    this.log('error', 'An answer could not be stored.', { answerId, ...errorFacts(error) });
  }
}
