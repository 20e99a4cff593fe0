import type { Clock, Model } from '../types';

/** Two failures in a row at a provider, whichever its models, are a sign, whatever the others do. */
const DOUBTED_AFTER = 2;
/** Of one model, which is asked the same again only where nobody else is left. */
const NO_MORE_REPEATS_AFTER = 3;
/** An idle fallback that failed long ago is as good as any: its next call will tell. */
const FORGOTTEN_AFTER_MS = 30_000;

type Reached = Pick<Model, 'id' | 'provider'>;

interface Row {
  failures: number;
  lastAt: number;
  /** How many calls, of whatever provider, had succeeded by then. */
  successes: number;
}

/** Which providers, and which of their models, failed when last asked. Sooner than a breaker: it forbids nothing, it only says who is a risk. */
export class Standing {
  private readonly rows = new Map<string, Row>();
  private successes = 0;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  succeeded({ id, provider }: Reached): void {
    this.successes++;
    for (const key of [id, provider]) this.rows.delete(key);
  }

  failed({ id, provider }: Reached): void {
    for (const key of [id, provider]) {
      const failures = (this.rowOf(key)?.failures ?? 0) + 1;
      this.rows.set(key, { failures, lastAt: this.clock.now(), successes: this.successes });
    }
  }

  /** One failure happens to everybody, and counts only while nobody at all has been served since. */
  isDoubtful({ provider }: Reached): boolean {
    const row = this.rowOf(provider);
    return row !== null && (row.failures >= DOUBTED_AFTER || row.successes === this.successes);
  }

  /** Whether one more call to a model that has just failed promises nothing. */
  isHopeless({ id }: Reached): boolean {
    return (this.rowOf(id)?.failures ?? 0) >= NO_MORE_REPEATS_AFTER;
  }

  private rowOf(key: string): Row | null {
    const row = this.rows.get(key);
    return row && this.clock.now() - row.lastAt < FORGOTTEN_AFTER_MS ? row : null;
  }
}
