import { formatUsd } from '@/lib/format';
import type { ColouredSeries } from './colours';
import { type BucketUnit, formatBucket } from './cost-labels';

interface CostPointsProps {
  series: ColouredSeries[];
  labels: string[];
  unit: BucketUnit;
  timeZone: string;
}

const UNIT_LABELS: Record<BucketUnit, string> = { hour: 'Hour', day: 'Day', week: 'Week' };

/** The chart's data, newest first, with totals; buckets without spend are left out. */
export function CostPoints({ series, labels, unit, timeZone }: CostPointsProps) {
  const totalAt = (i: number) => series.reduce((sum, { points }) => sum + (points[i] ?? 0), 0);
  const rows = labels.map((at, i) => ({ at, i, total: totalAt(i) })).filter(({ total }) => total > 0);
  const total = series.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
    <section className="max-h-[320px] overflow-auto" tabIndex={0} aria-label="Spend as a table">
      <table className="w-full border-collapse text-meta whitespace-nowrap tabular">
        <thead>
          <tr className="sticky top-0 bg-surface text-left text-text-3">
            <th className="h-8 pr-3 font-medium">
              {UNIT_LABELS[unit]}, {timeZone}
            </th>
            <th className="h-8 px-2 text-right font-medium">Total</th>
            {series.map(({ label }) => (
              <th key={label} className="h-8 px-2 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ at, i, total: sum }) => (
            <tr key={at}>
              <td className="h-8 border-t border-line-subtle pr-3">{formatBucket(at, unit, timeZone)}</td>
              <td className="h-8 border-t border-line-subtle px-2 text-right font-medium">{formatUsd(sum)}</td>
              {series.map(({ label, points }) => (
                <td key={label} className="h-8 border-t border-line-subtle px-2 text-right">
                  {formatUsd(points[i] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-medium">
            <td className="h-8 border-t border-line pr-3">Total</td>
            <td className="h-8 border-t border-line px-2 text-right">{formatUsd(total)}</td>
            {series.map(({ label, costNanoUsd }) => (
              <td key={label} className="h-8 border-t border-line px-2 text-right">
                {formatUsd(costNanoUsd)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
