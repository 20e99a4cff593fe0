'use client';
import { useState } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { MONEY_AXIS, SANDBOX_FILL, SandboxHatch, TIME_AXIS } from '@/components/charts/axes';
import { ticksTo } from '@/components/charts/ticks';
import type { BarPoint, GhostDay } from './bar-point';
import type { ColouredSeries } from './colours';
import { type BucketUnit, formatBucketTick } from './cost-labels';
import { BarsTooltip } from './cost-tooltip';
import { GhostBar } from './ghost-bar';

interface CostBarsProps {
  series: ColouredSeries[];
  labels: string[];
  unit: BucketUnit;
  timeZone: string;
  ghosts: GhostDay[];
  /** Called with the first and last day of a drag; null when zooming is not available. */
  onZoom: ((from: string, to: string) => void) | null;
}

const HEIGHT = 256;

/** Stacked bars; forecast days are outlined with a whisker. */
export function CostBars({ series, labels, unit, timeZone, ghosts, onZoom }: CostBarsProps) {
  const drag = useDrag(onZoom);
  const points = toBarPoints(series, labels, ghosts);
  const ticks = ticksTo(Math.max(...points.map(barHeight), 0));
  const firstGhost = ghosts.find(({ day }) => !labels.includes(day))?.day;
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <BarChart
        data={points}
        barCategoryGap="16%"
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer
        {...drag.handlers}
        style={{ cursor: onZoom ? 'crosshair' : 'default', userSelect: 'none' }}
      >
        <SandboxHatch />
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="at"
          tickFormatter={(at: string) => formatBucketTick(at, unit, timeZone)}
          {...TIME_AXIS}
          minTickGap={40}
        />
        <YAxis {...MONEY_AXIS} domain={[0, ticks.at(-1) ?? 1]} ticks={ticks} />
        <Tooltip
          cursor={{ fill: 'var(--chart-cursor)' }}
          isAnimationActive={false}
          content={<BarsTooltip series={series} unit={unit} timeZone={timeZone} />}
        />
        {series.map(({ label, colour }, i) => (
          <Bar
            key={label}
            dataKey={({ costs }: BarPoint) => costs[i] ?? 0}
            name={label}
            stackId="spend"
            fill={colour ?? SANDBOX_FILL}
            stroke="var(--surface)"
            strokeWidth={1}
            isAnimationActive={false}
            {...(i === series.length - 1 && { radius: [2, 2, 0, 0] as [number, number, number, number] })}
          />
        ))}
        {ghosts.length > 0 && (
          <Bar
            dataKey={({ ghost }: BarPoint) => ghost?.expectedNanoUsd ?? 0}
            name="forecast"
            stackId="spend"
            shape={GhostBar}
            isAnimationActive={false}
          />
        )}
        {firstGhost && (
          <ReferenceLine
            x={firstGhost}
            position="start"
            stroke="var(--chart-axis)"
            strokeDasharray="2 3"
            label={{ value: 'forecast', position: 'insideTopLeft', fontSize: 11, fill: 'var(--text-2)' }}
          />
        )}
        {drag.from && drag.to && (
          <ReferenceArea x1={drag.from} x2={drag.to} fill="var(--accent)" fillOpacity={0.12} strokeOpacity={0} />
        )}
      </BarChart>
    </ResponsiveContainer>
  );
}

function toBarPoints(series: ColouredSeries[], labels: string[], ghosts: GhostDay[]): BarPoint[] {
  const later = ghosts.filter(({ day }) => !labels.includes(day)).map(({ day }) => day);
  return [...labels, ...later].map((at, i) => ({
    at,
    costs: series.map(({ points }) => points[i] ?? 0),
    ghost: ghosts.find(({ day }) => day === at) ?? null,
  }));
}

function barHeight({ costs, ghost }: BarPoint): number {
  return costs.reduce((sum, cost) => sum + cost, 0) + (ghost?.highNanoUsd ?? 0);
}

interface ChartState {
  activeLabel?: string | number | undefined;
}

/** Selects days by dragging across the chart. */
function useDrag(onZoom: CostBarsProps['onZoom']) {
  const [span, setSpan] = useState<{ from: string | null; to: string | null }>({ from: null, to: null });
  if (!onZoom) return { from: null, to: null, handlers: {} };
  const readLabel = ({ activeLabel }: ChartState) => (activeLabel === undefined ? null : String(activeLabel));
  const end = () => {
    const [from, to] = [span.from, span.to].sort();
    setSpan({ from: null, to: null });
    if (from && to && from !== to) onZoom(from, to);
  };
  return {
    ...span,
    handlers: {
      onMouseDown: (state: ChartState) => setSpan({ from: readLabel(state), to: null }),
      onMouseMove: (state: ChartState) => span.from && setSpan({ from: span.from, to: readLabel(state) ?? span.to }),
      onMouseUp: end,
      onMouseLeave: () => setSpan({ from: null, to: null }),
    },
  };
}
