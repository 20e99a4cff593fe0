import { baselineChoice } from '@/lib/db/budgets/baseline';
import type { CostRange } from '@/lib/db/stats/cost-range';
import { formatCount, formatUsd, formatUsdAbout, modelName } from '@/lib/format';
import type { CostForecast } from '@/lib/services/costs/cost-forecast';
import { type CostTotals, costTotals } from '@/lib/services/costs/cost-report';
import { dayIn } from '@/lib/time-range';
import { Change } from './_components/change';
import { formatDaySpan, formatMonthName } from './_components/cost-labels';
import { CostFigure, CostStrip } from './_components/cost-strip';
import type { CostView } from './view';

/** Spend, month forecast, savings, and cost per 1,000 requests. */
export async function TilesPanel({ visit: { runtime, caller }, range, filter, teamIds, forecast }: CostView) {
  const { database } = runtime;
  const [now, before, month, baseline] = await Promise.all([
    costTotals(database, teamIds, range.window, filter),
    costTotals(database, teamIds, range.before, filter),
    forecast,
    Array.isArray(teamIds) ? null : baselineChoice(database, caller.teamId),
  ]);
  return (
    <CostStrip>
      <Spend now={now} before={before} range={range} />
      <MonthForecast month={month} />
      <Saved totals={now} baseline={baseline} />
      <PerThousand now={now} before={before} />
    </CostStrip>
  );
}

function Spend({ now, before, range }: { now: CostTotals; before: CostTotals; range: CostRange }) {
  const { window, name, timeZone } = range;
  const span = name === '24h' ? 'last 24 hours' : formatWindow(window, timeZone);
  const earlier = name === '24h' ? 'the previous 24 hours' : formatWindow(range.before, timeZone);
  return (
    <CostFigure
      label={`Spend, ${span}`}
      figure={formatUsd(now.spentNanoUsd)}
      detail={<SpendDetail now={now} before={before} earlier={earlier} />}
    />
  );
}

function SpendDetail({ now, before, earlier }: { now: CostTotals; before: CostTotals; earlier: string }) {
  if (now.unpriced > 0) return `excludes ${formatCount(now.unpriced)} requests without a known price`;
  if (before.spentNanoUsd === 0) return `no spend in ${earlier}`;
  return (
    <>
      <Change now={now.spentNanoUsd} before={before.spentNanoUsd} /> from {earlier}
    </>
  );
}

function formatWindow({ from, until }: { from: Date; until: Date }, timeZone: string): string {
  return formatDaySpan(dayIn(timeZone, from), dayIn(timeZone, new Date(until.getTime() - 1)));
}

function MonthForecast({ month: { month, forecast } }: { month: CostForecast }) {
  const label = `Forecast, ${formatMonthName(month)}`;
  if (!forecast.isKnown)
    return (
      <CostFigure
        label={label}
        figure="–"
        detail={`needs ${forecast.neededDays} days of spend, ${forecast.historyDays} so far`}
      />
    );
  const { expectedNanoUsd, lowNanoUsd, highNanoUsd } = forecast;
  return (
    <CostFigure
      label={label}
      figure={formatUsdAbout(expectedNanoUsd)}
      detail={`90\u202f%: ${formatUsdAbout(lowNanoUsd)} – ${formatUsdAbout(highNanoUsd)}`}
    />
  );
}

function Saved({ totals: { savings, requests }, baseline }: { totals: CostTotals; baseline: string | null }) {
  if (savings.requests === 0) return <CostFigure label="Saved" figure="–" detail="nothing to compare yet" />;
  const part = savings.requests < requests ? `, for ${formatCount(savings.requests)} requests` : '';
  return (
    <CostFigure
      label="Saved, est."
      figure={formatUsdAbout(savings.savedNanoUsd)}
      detail={`± ${formatUsdAbout(savings.bandNanoUsd)}, against ${baselineLabel(baseline)}${part}`}
    />
  );
}

function baselineLabel(baseline: string | null): string {
  if (baseline === null) return 'each team’s baseline';
  if (baseline === 'strongest') return 'the strongest model';
  return baseline === 'most_used' ? 'the most used model' : modelName(baseline);
}

function PerThousand({ now, before }: { now: CostTotals; before: CostTotals }) {
  const rate = ({ requestsNanoUsd, requests }: CostTotals) => (requests > 0 ? (requestsNanoUsd / requests) * 1_000 : 0);
  if (now.requests === 0)
    return <CostFigure label="Per 1,000 requests" figure="–" detail="no completed requests yet" />;
  return (
    <CostFigure
      label="Per 1,000 requests"
      figure={formatUsd(Math.round(rate(now)))}
      detail={
        <>
          <Change now={rate(now)} before={rate(before)} isLessBetter /> {formatCount(now.requests)} requests
        </>
      }
    />
  );
}
