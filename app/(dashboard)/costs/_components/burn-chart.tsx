'use client';
import { type ReactNode, useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { MONEY_AXIS, TIME_AXIS } from '@/components/charts/axes';
import { ticksTo } from '@/components/charts/ticks';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { TableToggle } from '@/components/ui/table-toggle';
import { formatUsd } from '@/lib/format';
import type { BurnPoint } from './burn-line';
import { BurnTable } from './burn-table';
import { BurnTooltip } from './burn-tooltip';
import { formatIsoDay, formatMonthName } from './cost-labels';

interface BurnChartProps {
  points: BurnPoint[];
  today: string;
  /** The limit of the budget that applies to the month; null without one. */
  limitNanoUsd: number | null;
  timeZone: string;
  /** A note below the chart: why there is no forecast, or when a limit is reached. */
  children?: ReactNode;
}

const HEIGHT = 256;

/** Spend of the month so far, its forecast, and the previous month. */
export function BurnChart({ points, today, limitNanoUsd, timeZone, children }: BurnChartProps) {
  const [isTable, setTable] = useState(false);
  const month = formatMonthName(today);
  const monthBefore = formatMonthName(new Date(Date.parse(`${today.slice(0, 7)}-01`) - 1).toISOString());
  const hasForecast = points.some(({ expected }) => expected !== null);
  return (
    <Card className="flex flex-col">
      <CardHeader title="Month to date">
        <TableToggle isOn={isTable} onChange={setTable} />
      </CardHeader>
      <CardBody className="flex flex-1 flex-col [&_:focus:not(:focus-visible)]:outline-none">
        {isTable ? (
          <BurnTable points={points} month={month} monthBefore={monthBefore} />
        ) : (
          <>
            <Lines points={points} today={today} limitNanoUsd={limitNanoUsd} timeZone={timeZone} />
            <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-3 text-meta text-text-2">
              <Key colour="var(--accent)">{month}</Key>
              {hasForecast && (
                <Key colour="var(--accent)" isDashed>
                  forecast, 90 %
                </Key>
              )}
              <Key colour="var(--chart-prev)">{monthBefore}</Key>
            </ul>
          </>
        )}
        {children && <div className="pt-3 text-meta text-text-2 text-pretty">{children}</div>}
      </CardBody>
    </Card>
  );
}

function Lines({ points, today, limitNanoUsd, timeZone }: Omit<BurnChartProps, 'children'>) {
  const most = points.flatMap(({ spent, band, lastMonth }) => [spent ?? 0, band?.[1] ?? 0, lastMonth ?? 0]);
  const ticks = ticksTo(Math.max(...most, limitNanoUsd ?? 0));
  const now = points.find(({ day }) => day === today);
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ComposedChart data={points} margin={{ top: 8, right: 20, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis dataKey="day" ticks={daysShown(points)} tickFormatter={formatIsoDay} {...TIME_AXIS} interval={0} />
        <YAxis {...MONEY_AXIS} domain={[0, ticks.at(-1) ?? 1]} ticks={ticks} />
        <Tooltip
          cursor={{ stroke: 'var(--chart-axis)' }}
          isAnimationActive={false}
          content={<BurnTooltip timeZone={timeZone} limitNanoUsd={limitNanoUsd} />}
        />
        <Area dataKey="band" stroke="none" fill="var(--chart-band)" isAnimationActive={false} activeDot={false} />
        <Line dataKey="lastMonth" stroke="var(--chart-prev)" strokeWidth={1.5} dot={false} isAnimationActive={false} />
        <Line
          dataKey="expected"
          stroke="var(--accent)"
          strokeWidth={1.5}
          strokeDasharray="3 3"
          dot={false}
          isAnimationActive={false}
        />
        <Line dataKey="spent" stroke="var(--accent)" strokeWidth={2} dot={false} isAnimationActive={false} />
        {limitNanoUsd !== null && (
          <ReferenceLine
            y={limitNanoUsd}
            stroke="var(--danger)"
            strokeWidth={1.5}
            label={{
              value: `limit ${formatUsd(limitNanoUsd)}`,
              position: 'insideBottomLeft',
              fontSize: 11,
              fill: 'var(--text-2)',
            }}
          />
        )}
        {now?.spent != null && (
          <ReferenceDot x={today} y={now.spent} r={4} fill="var(--accent)" stroke="var(--surface)" strokeWidth={2} />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** The first, tenth, twentieth and last day. */
function daysShown(points: BurnPoint[]): string[] {
  return [0, 9, 19, points.length - 1].flatMap((i) => points[i]?.day ?? []);
}

function Key({ colour, isDashed = false, children }: { colour: string; isDashed?: boolean; children: ReactNode }) {
  return (
    <li className="flex h-5 items-center gap-1.5">
      <svg width={16} height={8} aria-hidden>
        <line
          x1={0}
          x2={16}
          y1={4}
          y2={4}
          stroke={colour}
          strokeWidth={2}
          strokeDasharray={isDashed ? '3 3' : undefined}
        />
      </svg>
      {children}
    </li>
  );
}
