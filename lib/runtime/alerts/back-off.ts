import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../engine/time';

/** How long to wait after each failed attempt; after the last one there is no further. */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
] as const;

/** Up to a quarter more, so that what failed together does not come back together. */
const JITTER = 0.25;

/** The wait after attempt number `attempt` (from 1) has failed; null when that was the last. `draw` is from [0, 1). */
export function retryDelayMs(attempt: number, draw: number): number | null {
  const delay = RETRY_DELAYS_MS[attempt - 1];
  return delay === undefined ? null : delay * (1 + JITTER * draw);
}
