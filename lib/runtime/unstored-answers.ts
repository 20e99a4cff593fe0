import { isDatabaseAway } from '../db/system/away';
import { errorFacts, type Log } from '../log';
import type { DatabaseWatch } from './database-watch';
import { delay, withTimeout } from './wait';

/** How long the end of an answer may wait for its text to be stored. */
const PATIENCE_MS = 250;
/** How long whoever wants to read it waits. */
const READERS_PATIENCE_MS = 5_000;
const RETRY_MS = 1_000;
/** So many texts are kept at most; while the database is away no new answer begins, so that more is rare. */
const MOST_WAITING = 1_000;

/**
 * Stores the texts of answers. While the database is away each is kept and tried again until it is stored; what fails
 * otherwise is logged once and given up.
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
   * Resolves when `save` has stored the answer or was given up, or after a moment of patience while it goes on trying;
   * never rejects. Storing the same twice must change nothing.
   */
  async submit(answerId: string, save: () => Promise<void>): Promise<void> {
    const mayWait = this.waiting < MOST_WAITING;
    const over = this.store(answerId, save, mayWait).finally(() => this.byAnswer.delete(answerId));
    this.byAnswer.set(answerId, over);
    await withTimeout(over, PATIENCE_MS);
  }

  /** Resolves when an answer that waits is stored or given up; null when it does not wait. */
  over(answerId: string): Promise<void> | null {
    return this.byAnswer.get(answerId) ?? null;
  }

  /** Whoever goes on below an answer waits here for its text: not at all as a rule, a while at most. */
  async settled(answerId: string): Promise<void> {
    const over = this.over(answerId);
    if (over) await withTimeout(over, READERS_PATIENCE_MS);
  }

  /** How many are not stored yet. */
  get waiting(): number {
    return this.byAnswer.size;
  }

  /** Waits for all of them, at most `timeoutMs`; then gives them up. */
  async drain(timeoutMs: number): Promise<void> {
    await withTimeout(Promise.all(this.byAnswer.values()), timeoutMs);
    this.isDraining = true;
    if (this.waiting > 0) this.log('error', 'Answers could not be stored before the end.', { count: this.waiting });
  }

  private async store(answerId: string, save: () => Promise<void>, mayWait: boolean): Promise<void> {
    for (;;) {
      const error = await this.failureOf(save);
      if (error === null) return;
      if (!mayWait || this.isDraining || !isDatabaseAway(error)) return this.giveUp(answerId, error);
      await this.mayBeBack();
      if (this.isDraining) return;
    }
  }

  /** One question whether the database is there serves all that wait. */
  private async mayBeBack(): Promise<void> {
    do await delay(RETRY_MS);
    while (!this.isDraining && this.watch.isAway && !(await this.watch.answers()));
  }

  private failureOf(save: () => Promise<void>): Promise<unknown> {
    return this.watch.over(save).then(
      () => null,
      (error) => error,
    );
  }

  private giveUp(answerId: string, error: unknown): void {
    this.log('error', 'An answer could not be stored.', { answerId, ...errorFacts(error) });
  }
}
