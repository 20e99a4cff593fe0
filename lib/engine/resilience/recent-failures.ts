import type { Clock, Model } from '../types';

/** A provider is risky after this many failures in a row across its models, even while other providers succeed. */
const RISKY_AFTER = 2;
/** After this many failures in a row, a model is not retried within the same request. */
const KEEPS_FAILING_AFTER = 3;
/** Older failures are ignored: a fallback that has been idle since then may work again. */
const FORGOTTEN_AFTER_MS = 30_000;

type ModelKey = Pick<Model, 'id' | 'provider'>;

interface Row {
  failures: number;
  lastAt: number;
  /** Successful calls of all providers up to the last failure. */
  successes: number;
}

/**
 * Tracks providers and models whose last calls failed. Faster than a circuit breaker: it blocks no call, it only marks
 * which calls are a risk.
 */
export class RecentFailures {
  private readonly rows = new Map<string, Row>();
  private successes = 0;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  succeeded({ id, provider }: ModelKey): void {
    this.successes++;
    for (const key of [id, provider]) this.rows.delete(key);
  }

  failed({ id, provider }: ModelKey): void {
    for (const key of [id, provider]) {
      const failures = (this.recentRow(key)?.failures ?? 0) + 1;
      this.rows.set(key, { failures, lastAt: this.clock.now(), successes: this.successes });
    }
  }

  /** A single failure counts only until any call to any provider succeeds. */
  isRisky({ provider }: ModelKey): boolean {
    const row = this.recentRow(provider);
    return row !== null && (row.failures >= RISKY_AFTER || row.successes === this.successes);
  }

  /** True when another call to a model that just failed is unlikely to succeed. */
  keepsFailing({ id }: ModelKey): boolean {
    return (this.recentRow(id)?.failures ?? 0) >= KEEPS_FAILING_AFTER;
  }

  private recentRow(key: string): Row | null {
    const row = this.rows.get(key);
    return row && this.clock.now() - row.lastAt < FORGOTTEN_AFTER_MS ? row : null;
  }
}
