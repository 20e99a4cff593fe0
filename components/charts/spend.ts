/** Spend of one bucket by provider. */
export interface SpendBucket {
  /** A day (`2026-11-22`), or the ISO start of an hour. */
  at: string;
  costNanoUsd: Record<string, number>;
}
