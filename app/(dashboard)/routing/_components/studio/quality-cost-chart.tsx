'use client';
import { useState } from 'react';
import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts';
import { AXIS_TEXT } from '@/components/charts/axes';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { TableToggle } from '@/components/ui/table-toggle';
import type { OperatingPoint, SingleModel } from '@/lib/engine/decide/what-if';
import { formatUsd, formatUsdTick } from '@/lib/format';
import { costTicks, freeModelPosition, isAtEdge, labelled, qualityRange, qualityTicks } from './cost-axis';
import { QualityCostTable } from './quality-cost-table';

interface QualityCostChartProps {
  /** The policy at every weight. */
  curve: OperatingPoint[];
  singles: SingleModel[];
  today: OperatingPoint;
  /** Null without changes. */
  draft: OperatingPoint | null;
  /** What the figures are based on, as display text. */
  basis: string;
}

const HEIGHT = 320;
/** Size of a label as shares of the plot. */
const LABEL = { width: 0.22, height: 0.06 };
const FEW_MODELS = 10;
const PER_THOUSAND = 1_000;

interface Dot {
  cost: number;
  quality: number;
  label: string;
  provider: string;
  kind: 'single' | 'today' | 'draft' | 'curve';
  isHollow: boolean;
  isLabelled: boolean;
  /** Too close to the right edge for a label on the right. */
  isAtEdge: boolean;
}

/** Quality against cost: single models with their Pareto frontier, and the policy's curve. */
export function QualityCostChart({ curve, singles, today, draft, basis }: QualityCostChartProps) {
  const [isTable, setTable] = useState(false);
  return (
    <Card>
      <CardHeader title="Quality against cost" qualifier={basis}>
        <TableToggle isOn={isTable} onChange={setTable} />
      </CardHeader>
      <CardBody>
        {isTable ? (
          <QualityCostTable singles={singles} today={today} draft={draft} />
        ) : (
          <Plot curve={curve} singles={singles} today={today} draft={draft} />
        )}
        <Legend />
      </CardBody>
    </Card>
  );
}

function Plot({ curve, singles, today, draft }: Omit<QualityCostChartProps, 'basis'>) {
  const floor = freeModelPosition([...curve, ...singles].map(({ costNanoUsd }) => costNanoUsd * PER_THOUSAND));
  const place = (costNanoUsd: number) => Math.max(floor, costNanoUsd * PER_THOUSAND);
  const costs = [...curve, ...singles].map(({ costNanoUsd }) => place(costNanoUsd));
  const qualities = [...curve, ...singles].map(({ quality }) => quality);
  const x: [number, number] = [Math.min(...costs) / 1.4, Math.max(...costs) * 1.6];
  const y: [number, number] = qualityRange(qualities);
  const dots = singleDots(singles, place, x, y);
  const frontier = dots.filter(({ isHollow }) => !isHollow);
  const line = curve.map((point) => toDot(point, 'curve', place));
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ScatterChart margin={{ top: 12, right: 8, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          type="number"
          dataKey="cost"
          scale="log"
          domain={x}
          ticks={costTicks(x[0] / 1e9, x[1] / 1e9).map((usd) => usd * 1e9)}
          tickFormatter={(cost: number) => (cost <= floor ? 'free' : formatUsdTick(cost))}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={{ stroke: 'var(--chart-axis)' }}
          height={24}
          allowDataOverflow
        />
        <YAxis
          type="number"
          dataKey="quality"
          domain={y}
          ticks={qualityTicks(y[0], y[1])}
          width="auto"
          tickFormatter={(quality: number) => quality.toFixed(2)}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip cursor={false} isAnimationActive={false} content={<PointTooltip />} />
        <Scatter
          data={frontier}
          line={{ stroke: 'var(--chart-axis)', strokeWidth: 1.5 }}
          shape={Nothing}
          isAnimationActive={false}
          tooltipType="none"
        />
        <Scatter
          data={line}
          line={{ stroke: 'var(--accent)', strokeWidth: 2 }}
          shape={Nothing}
          isAnimationActive={false}
          tooltipType="none"
        />
        <Scatter data={dots} shape={DotShape} isAnimationActive={false} />
        <Scatter
          data={[toDot(today, 'today', place), ...(draft ? [toDot(draft, 'draft', place)] : [])]}
          shape={DotShape}
          isAnimationActive={false}
        />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function singleDots(singles: SingleModel[], place: (cost: number) => number, x: number[], y: number[]): Dot[] {
  const dots = singles.map(
    ({ costNanoUsd, quality, name, provider, isOnFrontier }): Dot => ({
      cost: place(costNanoUsd),
      quality,
      label: name,
      provider,
      kind: 'single',
      isHollow: !isOnFrontier,
      isLabelled: false,
      isAtEdge: false,
    }),
  );
  const placed = [...dots]
    .sort((a, b) => Number(a.isHollow) - Number(b.isHollow))
    .map((dot) => ({ dot, x: toShare(Math.log(dot.cost), x.map(Math.log)), y: toShare(dot.quality, y) }));
  const kept = labelled(placed, LABEL.width, LABEL.height);
  for (const one of placed) {
    // Models that are not on the frontier are named in the tooltip and the table only.
    one.dot.isLabelled = kept.has(one) && (!one.dot.isHollow || singles.length <= FEW_MODELS);
    one.dot.isAtEdge = isAtEdge(one, LABEL.width);
  }
  return dots;
}

function toShare(value: number, [low = 0, high = 1]: number[]): number {
  return (value - low) / (high - low || 1);
}

function toDot(point: OperatingPoint, kind: 'today' | 'draft' | 'curve', place: (cost: number) => number): Dot {
  const label = kind === 'curve' ? `weight ${point.qualityWeight.toFixed(2)}` : kind;
  return {
    cost: place(point.costNanoUsd),
    quality: point.quality,
    label,
    provider: '',
    kind,
    isHollow: kind === 'draft',
    isLabelled: kind !== 'curve',
    isAtEdge: false,
  };
}

function Nothing() {
  return <g />;
}

interface DotShapeProps {
  cx?: number | undefined;
  cy?: number | undefined;
  payload?: Dot;
}

function DotShape({ cx = 0, cy = 0, payload }: DotShapeProps) {
  if (!payload) return <g />;
  const { kind, provider, isHollow, isLabelled, isAtEdge, label } = payload;
  const isOwn = kind !== 'single';
  const colour = isOwn ? 'var(--accent)' : `var(--provider-${provider}, var(--text-3))`;
  const radius = kind === 'today' ? 7 : kind === 'draft' ? 6 : isHollow ? 3.5 : 5;
  return (
    <g>
      <circle
        cx={cx}
        cy={cy}
        r={radius}
        fill={isHollow ? 'var(--surface)' : colour}
        stroke={isHollow ? colour : 'var(--surface)'}
        strokeWidth={2}
      />
      {isLabelled && (
        <text
          x={isOwn || isAtEdge ? cx - 9 : cx + 10}
          y={kind === 'today' ? cy - 10 : kind === 'draft' ? cy + 18 : isAtEdge ? cy - 7 : cy + 12}
          textAnchor={isOwn || isAtEdge ? 'end' : 'start'}
          fontSize={11}
          fontWeight={isOwn ? 600 : 400}
          fill={isOwn ? 'var(--text)' : 'var(--text-2)'}
        >
          {label}
        </text>
      )}
    </g>
  );
}

function PointTooltip({ active, payload }: { active?: boolean; payload?: readonly { payload: Dot }[] }) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="rounded-md border border-line-overlay bg-overlay px-3 py-2 text-meta shadow-pop tabular">
      <p className="font-medium">{point.provider ? `${point.provider} · ${point.label}` : point.label}</p>
      <p className="text-text-2">
        quality {point.quality.toFixed(3)}, {formatUsd(Math.round(point.cost))} per 1,000
      </p>
      {point.kind === 'single' && point.isHollow && <p className="text-text-3">a cheaper model is as good</p>}
    </div>
  );
}

function Legend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-3 text-meta text-text-2">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-0.5 w-4 bg-accent" /> policy, cheapest to best
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-px w-4 bg-[var(--chart-axis)]" /> Pareto frontier of single models
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-2 rounded-full border-2 border-text-3" /> not on the frontier
      </li>
      <li className="ml-auto text-text-3">cost per 1,000 requests, log scale</li>
    </ul>
  );
}
