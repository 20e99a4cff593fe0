import { formatUsd, formatUsdAbout } from '@/lib/format';
import type { BurnPoint } from './burn-line';
import { formatIsoDay } from './cost-labels';

interface BurnTableProps {
  points: BurnPoint[];
  month: string;
  monthBefore: string;
}

/** The chart's data: cumulative spend at the end of each day. */
export function BurnTable({ points, month, monthBefore }: BurnTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
    <section className="max-h-[292px] overflow-auto" tabIndex={0} aria-label="Month to date as a table">
      <table className="w-full border-collapse text-meta whitespace-nowrap tabular">
        <thead>
          <tr className="sticky top-0 bg-surface text-left text-text-3">
            <th className="h-8 font-medium">End of day</th>
            <th className="h-8 text-right font-medium">{month}</th>
            <th className="h-8 text-right font-medium">{monthBefore}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ day, spent, expected, band, lastMonth }) => (
            <tr key={day}>
              <td className="h-8 border-t border-line-subtle">{formatIsoDay(day)}</td>
              <td className="h-8 border-t border-line-subtle pl-2 text-right">
                {spent !== null && formatUsd(spent)}
                {spent === null && expected !== null && band && (
                  <span className="text-text-2">
                    est. {formatUsdAbout(expected)}{' '}
                    <span className="text-text-3">
                      ({formatUsdAbout(band[0])} – {formatUsdAbout(band[1])})
                    </span>
                  </span>
                )}
              </td>
              <td className="h-8 border-t border-line-subtle pl-2 text-right">
                {lastMonth === null ? '' : formatUsd(lastMonth)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
