import { ArrowDown, ArrowUp } from 'lucide-react';
import { Tile } from '@/components/ui/tile';
import type { Visit } from '@/lib/auth/guards';
import { latencyIn } from '@/lib/db/stats/latency';
import { type Range, windowBefore } from '@/lib/db/stats/range';
import { type Totals, totalsIn } from '@/lib/db/stats/rollups';
import { formatCount, formatPercent, formatSeconds, formatUsd } from '@/lib/format';

interface TilesPanelProps {
  visit: Visit;
  range: Range;
}

/** The key figures of a period, compared with the previous one. */
export async function TilesPanel({ visit: { runtime, caller }, range }: TilesPanelProps) {
  const { database } = runtime;
  const [now, before, { ttft }] = await Promise.all([
    totalsIn(database, caller, range.window),
    windowBefore(database, caller.teamId, range).then((window) => totalsIn(database, caller, window)),
    latencyIn(database, caller.teamId, range.window),
  ]);
  return (
    <>
      <Tile label="Spend" figure={formatUsd(now.costNanoUsd)} detail={<SpendChange now={now} before={before} />} />
      <Saved totals={now} />
      <Success totals={now} />
      <Tile
        label="First token"
        figure={ttft ? formatSeconds(ttft.p50Ms) : '–'}
        {...(ttft && { unit: 'p50' })}
        detail={ttft ? `p95 ${formatSeconds(ttft.p95Ms)}` : 'no streamed answers yet'}
      />
    </>
  );
}

function SpendChange({ now, before }: { now: Totals; before: Totals }) {
  if (now.unpricedAttempts > 0) return `excludes ${formatCount(now.unpricedAttempts)} calls without a known price`;
  if (before.costNanoUsd === 0) return `${formatCount(now.requests)} requests`;
  const change = now.costNanoUsd / before.costNanoUsd - 1;
  const Arrow = change < 0 ? ArrowDown : ArrowUp;
  return (
    <>
      <span className="flex items-center gap-0.5 font-medium text-text-2 tabular">
        <Arrow size={12} /> {formatPercent(Math.abs(change), 1)}
      </span>
      from {formatUsd(before.costNanoUsd)}
    </>
  );
}

/** Savings against the team's baseline, with their uncertainty. */
function Saved({ totals: { savings } }: { totals: Totals }) {
  if (savings.requests === 0) return <Tile label="Saved" figure="–" detail="nothing to compare yet" />;
  return (
    <Tile
      label="Saved"
      figure={formatUsd(savings.savedNanoUsd)}
      unit="est."
      detail={`± ${formatUsd(savings.bandNanoUsd)}, against the baseline`}
    />
  );
}

function Success({ totals }: { totals: Totals }) {
  const ended = totals.succeeded + totals.failed;
  if (ended === 0) return <Tile label="Success" figure="–" detail="no completed requests yet" />;
  const stopped = totals.cancelled > 0 ? `, ${formatCount(totals.cancelled)} stopped by the caller` : '';
  return (
    <Tile
      label="Success"
      figure={formatPercent(totals.succeeded / ended, 2)}
      detail={`${formatCount(totals.failed)} of ${formatCount(ended)} failed${stopped}`}
    />
  );
}
