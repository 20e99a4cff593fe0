import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../engine/time';

/** The delay after each failed attempt. There is no retry after the last one. */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
] as const;

/** Adds up to a quarter, so that deliveries that failed together are not retried together. */
const JITTER = 0.25;

/** The delay after attempt number `attempt` (from 1) has failed; null when that was the last. `draw` is from [0, 1). */
export function retryDelayMs(attempt: number, draw: number): number | null {
  const delay = RETRY_DELAYS_MS[attempt - 1];
  return delay === undefined ? null : delay * (1 + JITTER * draw);
}
