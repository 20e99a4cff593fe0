import type { Caller } from '../caller';

export type KeyCaller = Extract<Caller, { kind: 'key' }>;

const KNOWN_FOR_MS = 15_000;
const UNKNOWN_FOR_MS = 3_000;
const MAX_ENTRIES = 10_000;

/**
 * Short-lived cache of callers by key hash. It only saves the lookup: the statement that admits a request checks the key
 * again, so a revoked key stops working at once.
 */
export class KeyCache {
  private readonly entries = new Map<string, { caller: KeyCaller | null; until: number }>();
  private readonly loading = new Map<string, Promise<KeyCaller | null>>();
  private readonly load: (hash: string) => Promise<KeyCaller | null>;
  private readonly now: () => number;

  constructor(load: (hash: string) => Promise<KeyCaller | null>, now: () => number = Date.now) {
    this.load = load;
    this.now = now;
  }

  /** The caller with a key hash, or null. Rejects when the database fails. */
  async get(hash: string): Promise<KeyCaller | null> {
    const known = this.entries.get(hash);
    if (known && known.until > this.now()) return known.caller;
    return this.loading.get(hash) ?? this.lookUp(hash);
  }

  /** Concurrent requests with one key share a single query. */
  private lookUp(hash: string): Promise<KeyCaller | null> {
    const found = this.load(hash)
      .then((caller) => this.keep(hash, caller))
      .finally(() => this.loading.delete(hash));
    this.loading.set(hash, found);
    return found;
  }

  private keep(hash: string, caller: KeyCaller | null): KeyCaller | null {
    this.entries.delete(hash);
    this.entries.set(hash, { caller, until: this.now() + (caller ? KNOWN_FOR_MS : UNKNOWN_FOR_MS) });
    this.evict();
    return caller;
  }

  get size(): number {
    return this.entries.size;
  }

  forget(hash: string): void {
    this.entries.delete(hash);
  }

  private evict(): void {
    const oldest = this.entries.keys().next();
    if (this.entries.size > MAX_ENTRIES && !oldest.done) this.entries.delete(oldest.value);
  }
}
