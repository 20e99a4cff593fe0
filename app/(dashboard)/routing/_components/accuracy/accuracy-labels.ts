import { formatCount, formatPercent, formatPercentRange } from '@/lib/format';
import type { Accuracy } from './accuracy';

/** `86 %, 90 % interval 81 – 91 %, n = 36`; priors are marked. */
export function describeAccuracy({ mean, low, high, n, isPrior }: Accuracy): string {
  const interval = `${formatPercent(mean)}, ${formatPercent(0.9)} interval ${formatPercentRange(low, high)}`;
  return `${interval}, ${isPrior ? 'prior, ' : ''}n = ${formatCount(n)}`;
}
