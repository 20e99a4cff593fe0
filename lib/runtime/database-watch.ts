import { isDatabaseAway } from '../db/system/away';
import { errorFacts, type Log } from '../log';

/** How long a probe's result is reused, so that many probes make one query. */
const PROBE_REUSE_MS = 500;
const PROBE_TIMEOUT_MS = 2_000;

/** Tracks from the outcome of queries whether the database is unreachable, and logs each change once. */
export class DatabaseWatch {
  isAway = false;
  private started = 0;
  private lastFailed = 0;
  private known: { isThere: Promise<boolean>; until: number } | null = null;
  private readonly ask: () => Promise<unknown>;
  private readonly log: Log;
  private readonly now: () => number;

  /** `ask` is a minimal query. */
  constructor(ask: () => Promise<unknown>, log: Log, now: () => number = Date.now) {
    this.ask = ask;
    this.log = log;
    this.now = now;
  }

  /** Runs a query and learns from its outcome. Rejects when the query rejects. */
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

  /** Probes the database, at most twice a second. */
  answers(): Promise<boolean> {
    if (this.known && this.now() < this.known.until) return this.known.isThere;
    const isThere = this.probe();
    const known = { isThere, until: Number.POSITIVE_INFINITY };
    this.known = known;
    void isThere.then(() => {
      known.until = this.now() + PROBE_REUSE_MS;
    });
    return isThere;
  }

  private async probe(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The database did not answer in time.')), PROBE_TIMEOUT_MS);
    });
    const number = ++this.started;
    try {
      await Promise.race([this.ask(), timeout]);
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

  /** A query that started before the last failure proves nothing, even when it is answered after it. */
  private answered(number: number): void {
    if (!this.isAway || number <= this.lastFailed) return;
    this.isAway = false;
    this.log('warn', 'The database is back.');
  }
}
