import { savingsBandNanoUsd } from '../../engine/money/savings';
import type { RequestSums } from './sums';

/** Costs compared with the baseline, in nano-dollars. */
export interface Savings {
  /** Requests with a known cost at the baseline. */
  requests: number;
  savedNanoUsd: number;
  /** Half the width of the 90 % interval. */
  bandNanoUsd: number;
}

export function toSavings(sums: RequestSums | undefined): Savings {
  if (!sums) return { requests: 0, savedNanoUsd: 0, bandNanoUsd: 0 };
  const { comparedRequests, comparedCostNanoUsd, baselineCostNanoUsd, baselineExpectedNanoUsd } = sums;
  return {
    requests: comparedRequests,
    savedNanoUsd: baselineCostNanoUsd - comparedCostNanoUsd,
    bandNanoUsd: savingsBandNanoUsd(baselineExpectedNanoUsd, comparedRequests),
  };
}
