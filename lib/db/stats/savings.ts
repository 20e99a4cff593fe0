import { savingsBandNanoUsd } from '../../engine/money/savings';
import type { RequestSums } from './sums';

/** What was compared with the baseline, and what came of it, in nano-dollars. */
export interface Savings {
  /** Requests whose cost at the baseline is known. */
  requests: number;
  savedNanoUsd: number;
  /** Half the 90 % band around that. */
  bandNanoUsd: number;
}

export function savingsOf(sums: RequestSums | undefined): Savings {
  if (!sums) return { requests: 0, savedNanoUsd: 0, bandNanoUsd: 0 };
  const { comparedRequests, comparedCostNanoUsd, baselineCostNanoUsd, baselineExpectedNanoUsd } = sums;
  return {
    requests: comparedRequests,
    savedNanoUsd: baselineCostNanoUsd - comparedCostNanoUsd,
    bandNanoUsd: savingsBandNanoUsd(baselineExpectedNanoUsd, comparedRequests),
  };
}
