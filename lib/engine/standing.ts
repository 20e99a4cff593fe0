import type { Clock } from './types';

/** Two failures in a row at a provider, whichever its models, are a sign, whatever the others do. */
const DOUBTED_AFTER = 2;
/** An idle fallback that failed long ago is as good as any: its next call will tell. */
const FORGOTTEN_AFTER_MS = 30_000;

interface Row {
  failures: number;
  lastAt: number;
  /** How many calls, of whatever provider, had succeeded by then. */
  successes: number;
}

/** Which providers failed when last asked. Sooner than a breaker: it forbids nothing, it only says who is a risk. */
export class Standing {
  private readonly rows = new Map<string, Row>();
  private successes = 0;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  succeeded(provider: string): void {
    this.successes++;
    this.rows.delete(provider);
  }

  failed(provider: string): void {
    const failures = (this.rows.get(provider)?.failures ?? 0) + 1;
    this.rows.set(provider, { failures, lastAt: this.clock.now(), successes: this.successes });
  }

  /** One failure happens to everybody, and counts only while nobody at all has been served since. */
  isDoubtful(provider: string): boolean {
    const row = this.rows.get(provider);
    if (!row || this.clock.now() - row.lastAt >= FORGOTTEN_AFTER_MS) return false;
    return row.failures >= DOUBTED_AFTER || row.successes === this.successes;
  }
}
