import { DAY_MS, HOUR_MS } from '../time';

export interface Pace {
  spentNanoUsd: number;
  /** Epoch ms, like the two below. */
  periodStart: number;
  resetsAt: number;
  now: number;
}

/**
 * Projects when spending reaches an amount at the period's current rate, in epoch ms. Null when that is after the period
 * or too early to say: a projection needs one day of the period, or one hour of a daily one.
 */
export function reachedAt(amountNanoUsd: number, { spentNanoUsd, periodStart, resetsAt, now }: Pace): number | null {
  const enough = resetsAt - periodStart > 2 * DAY_MS ? DAY_MS : HOUR_MS;
  const elapsedMs = now - periodStart;
  if (elapsedMs < enough || spentNanoUsd <= 0 || amountNanoUsd <= spentNanoUsd) return null;
  const at = periodStart + (elapsedMs * amountNanoUsd) / spentNanoUsd;
  return at < resetsAt ? at : null;
}
