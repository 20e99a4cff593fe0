import { DAY_MS, HOUR_MS } from '../time';

export interface Pace {
  spentNanoUsd: number;
  /** Epoch ms, all of them. */
  periodStart: number;
  resetsAt: number;
  now: number;
}

/**
 * When an amount is reached if the period goes on as it went so far; null when that cannot be told. A period speaks for
 * itself once a day of it (of a day: an hour) has passed: what was before is another period's.
 */
export function reachedAt(amountNanoUsd: number, { spentNanoUsd, periodStart, resetsAt, now }: Pace): number | null {
  const enough = resetsAt - periodStart > 2 * DAY_MS ? DAY_MS : HOUR_MS;
  const elapsedMs = now - periodStart;
  if (elapsedMs < enough || spentNanoUsd <= 0 || amountNanoUsd <= spentNanoUsd) return null;
  const at = periodStart + (elapsedMs * amountNanoUsd) / spentNanoUsd;
  return at < resetsAt ? at : null;
}
