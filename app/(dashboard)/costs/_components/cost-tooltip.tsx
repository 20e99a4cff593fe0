import { formatPercent, formatUsd, formatUsdAbout } from '@/lib/format';
import type { BarPoint } from './bar-point';
import type { ColouredSeries } from './colours';
import { type BucketUnit, formatBucket } from './cost-labels';
import { Swatch } from './swatch';

const LISTED = 5;

interface BarsTooltipProps {
  active?: boolean;
  payload?: readonly { payload: BarPoint }[];
  series: ColouredSeries[];
  unit: BucketUnit;
  timeZone: string;
}

/** The bucket with its zone, the total, the largest series with their shares, and the forecast. */
export function BarsTooltip({ active, payload, series, unit, timeZone }: BarsTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const entries = series
    .map((one, i) => ({ ...one, cost: point.costs[i] ?? 0 }))
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost);
  const total = entries.reduce((sum, { cost }) => sum + cost, 0);
  const { ghost } = point;
  return (
    <div className="min-w-[220px] rounded-md border border-line-overlay bg-overlay px-3 py-2 text-meta shadow-pop tabular">
      <p className="flex h-5 items-center justify-between gap-4">
        <b className="font-medium">{formatBucket(point.at, unit, timeZone)}</b>
        <span className="text-text-3">{timeZone}</span>
      </p>
      {(total > 0 || !ghost) && (
        <p className="mb-1 flex h-6 items-center justify-between border-b border-line-subtle">
          <span>Total</span> <b className="font-medium">{formatUsd(total)}</b>
        </p>
      )}
      {entries.slice(0, LISTED).map(({ label, colour, cost }) => (
        <p key={label} className="flex h-5 items-center gap-2">
          <Swatch colour={colour} />
          <span className="max-w-[200px] flex-1 truncate text-text-2">{label}</span>
          <span>{formatUsd(cost)}</span>
          <span className="w-9 text-right text-text-3">{formatPercent(cost / total)}</span>
        </p>
      ))}
      {entries.length > LISTED && <p className="text-text-3">{entries.length - LISTED} more</p>}
      {ghost && (
        <p className="flex h-5 items-center justify-between gap-4 text-text-2">
          <span>{total > 0 ? 'Rest of today, est.' : 'Forecast'}</span>
          <span>
            {formatUsdAbout(ghost.expectedNanoUsd)} ({formatUsdAbout(ghost.lowNanoUsd)} –{' '}
            {formatUsdAbout(ghost.highNanoUsd)})
          </span>
        </p>
      )}
    </div>
  );
}
