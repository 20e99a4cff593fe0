const MAX_FAILURES = 10;
const WINDOW_MS = 10 * 60_000;
const MAX_ENTRIES = 10_000;

/** Limits password guessing: after ten failures within ten minutes, an account is blocked even for the right password. */
export class Throttle {
  private readonly failures = new Map<string, number[]>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  isBlocked(account: string): boolean {
    return this.recent(account).length >= MAX_FAILURES;
  }

  recordFailure(account: string): void {
    this.failures.set(account, [...this.recent(account), this.now()]);
    const oldest = this.failures.keys().next();
    if (this.failures.size > MAX_ENTRIES && !oldest.done) this.failures.delete(oldest.value);
  }

  recordSuccess(account: string): void {
    this.failures.delete(account);
  }

  private recent(account: string): number[] {
    return (this.failures.get(account) ?? []).filter((at) => this.now() - at < WINDOW_MS);
  }
}
