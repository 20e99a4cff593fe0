import { isDatabaseAway } from '../db/system/away';
import { errorFacts, type Log } from '../log';

/** How long an answer to "are you there?" holds, so that a storm of probes is one query. */
const ANSWER_HOLDS_MS = 500;
const PATIENCE_MS = 2_000;

/** Knows whether the database is away, from whatever queries were made, and tells the log once when that changes. */
export class DatabaseWatch {
  isAway = false;
  private started = 0;
  private lastFailed = 0;
  private known: { isThere: Promise<boolean>; until: number } | null = null;
  private readonly ask: () => Promise<unknown>;
  private readonly log: Log;
  private readonly now: () => number;

  /** `ask` is the smallest of all queries. */
  constructor(ask: () => Promise<unknown>, log: Log, now: () => number = Date.now) {
    this.ask = ask;
    this.log = log;
    this.now = now;
  }

  /** Runs a query, learning from how it ends. Rejects as the query does. */
  async over<T>(query: () => Promise<T>): Promise<T> {
    const number = ++this.started;
    try {
      const result = await query();
      this.answered(number);
      return result;
    } catch (error) {
      if (isDatabaseAway(error)) {
        this.failed(error);
        this.known = null;
      }
      throw error;
    }
  }

  /** Asks the database whether it is there, at most twice a second however often this is called. */
  answers(): Promise<boolean> {
    if (this.known && this.now() < this.known.until) return this.known.isThere;
    const isThere = this.askWithPatience();
    const known = { isThere, until: Number.POSITIVE_INFINITY };
    this.known = known;
    void isThere.then(() => {
      known.until = this.now() + ANSWER_HOLDS_MS;
    });
    return isThere;
  }

  private async askWithPatience(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The database did not answer in time.')), PATIENCE_MS);
    });
    const number = ++this.started;
    try {
      await Promise.race([this.ask(), patience]);
      this.answered(number);
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  private failed(error: unknown): void {
    this.lastFailed = this.started;
    if (this.isAway) return;
    this.isAway = true;
    this.log('warn', 'The database is away; trying until it is back.', { error: errorFacts(error).error });
  }

  /** What was asked before the last failure and answered after it says nothing about now. */
  private answered(number: number): void {
    if (!this.isAway || number <= this.lastFailed) return;
    this.isAway = false;
    this.log('warn', 'The database is back.');
  }
}
