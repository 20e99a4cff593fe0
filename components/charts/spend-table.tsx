import { formatDay, formatTime, formatUsd } from '../../lib/format';
import type { SpendBucket } from './spend';

interface SpendTableProps {
  buckets: SpendBucket[];
  providers: string[];
  bucket: 'hour' | 'day';
  timeZone: string;
}

/** The chart's data, newest first; buckets without spend are left out. */
export function SpendTable({ buckets, providers, bucket, timeZone }: SpendTableProps) {
  const rows = buckets.filter(({ costNanoUsd }) => Object.values(costNanoUsd).some((cost) => cost > 0)).reverse();
  return (
    <div className="max-h-[320px] overflow-auto">
      <table className="w-full border-collapse text-meta tabular">
        <thead>
          <tr className="sticky top-0 bg-surface text-left text-text-3">
            <th className="h-8 font-medium">
              {bucket === 'day' ? 'Day' : 'Hour'}, {timeZone}
            </th>
            {providers.map((provider) => (
              <th key={provider} className="h-8 text-right font-medium">
                {provider}
              </th>
            ))}
            <th className="h-8 text-right font-medium">Total</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, costNanoUsd }) => (
            <tr key={at}>
              <td className="h-8 border-t border-line-subtle">
                {formatDay(new Date(at))}
                {bucket === 'hour' && `, ${formatTime(new Date(at)).slice(0, 5)}`}
              </td>
              {providers.map((provider) => (
                <td key={provider} className="h-8 border-t border-line-subtle text-right">
                  {formatUsd(costNanoUsd[provider] ?? 0)}
                </td>
              ))}
              <td className="h-8 border-t border-line-subtle text-right font-medium">
                {formatUsd(Object.values(costNanoUsd).reduce((sum, cost) => sum + cost, 0))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
