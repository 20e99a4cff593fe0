/** What was spent in one bucket, by provider. */
export interface SpendBucket {
  /** ISO start of the bucket, UTC. */
  at: string;
  costNanoUsd: Record<string, number>;
}
