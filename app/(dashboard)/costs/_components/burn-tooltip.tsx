import { formatUsd, formatUsdAbout } from '@/lib/format';
import type { BurnPoint } from './burn-line';
import { formatBucket, formatIsoDay } from './cost-labels';

interface BurnTooltipProps {
  active?: boolean;
  payload?: readonly { payload: BurnPoint }[];
  timeZone: string;
  limitNanoUsd: number | null;
}

/** Cumulative spend of one day, actual or forecast. */
export function BurnTooltip({ active, payload, timeZone, limitNanoUsd }: BurnTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const { day, spent, expected, band, lastMonth } = point;
  return (
    <div className="min-w-[220px] rounded-md border border-line-overlay bg-overlay px-3 py-2 text-meta shadow-pop tabular">
      <p className="mb-1 flex h-6 items-center justify-between gap-4 border-b border-line-subtle">
        <b className="font-medium">{formatBucket(day, 'day', timeZone)}</b>
        <span className="text-text-3">{timeZone}</span>
      </p>
      {spent !== null && <Row name="Spent to date" value={formatUsd(spent)} />}
      {spent === null && expected !== null && <Row name="Forecast to date" value={formatUsdAbout(expected)} />}
      {spent === null && band && <Row name="90 %" value={`${formatUsdAbout(band[0])} – ${formatUsdAbout(band[1])}`} />}
      {lastMonth !== null && (
        <Row name={`Previous month, to day ${Number(day.slice(8))}`} value={formatUsd(lastMonth)} />
      )}
      {limitNanoUsd !== null && spent !== null && (
        <Row name={`Remaining, ${formatIsoDay(day)}`} value={formatUsd(Math.max(0, limitNanoUsd - spent))} />
      )}
    </div>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <p className="flex h-5 items-center justify-between gap-4">
      <span className="text-text-2">{name}</span> <span>{value}</span>
    </p>
  );
}
