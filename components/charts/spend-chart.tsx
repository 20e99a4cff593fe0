'use client';
import { useState } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatDay, formatPercent, formatTime, formatUsd, formatWeekday } from '../../lib/format';
import { ProviderDot } from '../models/model-name';
import { inStackingOrder } from '../models/provider-order';
import { Card, CardBody, CardHeader } from '../ui/card';
import { TableToggle } from '../ui/table-toggle';
import { MONEY_AXIS, SANDBOX_FILL, SandboxHatch, TIME_AXIS } from './axes';
import type { SpendBucket } from './spend';
import { SpendTable } from './spend-table';

interface SpendChartProps {
  buckets: SpendBucket[];
  bucket: 'hour' | 'day';
  /** Time zone of the buckets. */
  timeZone: string;
}

const HEIGHT = 272;

/** Spend by bucket, stacked by provider. The legend isolates a provider; the table has the same numbers. */
export function SpendChart({ buckets, bucket, timeZone }: SpendChartProps) {
  const [isolated, setIsolated] = useState<string | null>(null);
  const [isTable, setTable] = useState(false);
  const providers = inStackingOrder([...new Set(buckets.flatMap(({ costNanoUsd }) => Object.keys(costNanoUsd)))]);
  const shown = isolated ? [isolated] : providers;
  return (
    <Card>
      <CardHeader title="Spend" qualifier={`per ${bucket}, ${timeZone}`}>
        <TableToggle isOn={isTable} onChange={setTable} />
      </CardHeader>
      <CardBody>
        {isTable ? (
          <SpendTable buckets={buckets} providers={providers} bucket={bucket} timeZone={timeZone} />
        ) : (
          <>
            <Bars buckets={buckets} providers={shown} bucket={bucket} timeZone={timeZone} />
            <Legend buckets={buckets} providers={providers} isolated={isolated} onIsolate={setIsolated} />
          </>
        )}
      </CardBody>
    </Card>
  );
}

function Bars({ buckets, providers, bucket, timeZone }: SpendChartProps & { providers: string[] }) {
  const label =
    bucket === 'day' ? (at: string) => formatDay(new Date(at)) : (at: string) => formatTime(new Date(at)).slice(0, 5);
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <BarChart
        data={buckets}
        barCategoryGap="16%"
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer
      >
        <SandboxHatch />
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis dataKey="at" tickFormatter={label} {...TIME_AXIS} minTickGap={48} />
        <YAxis {...MONEY_AXIS} />
        <Tooltip
          cursor={{ fill: 'var(--chart-cursor)' }}
          isAnimationActive={false}
          content={<SpendTooltip bucket={bucket} timeZone={timeZone} />}
        />
        {providers.map((provider, i) => (
          <Bar
            key={provider}
            dataKey={(point: SpendBucket) => point.costNanoUsd[provider] ?? 0}
            name={provider}
            stackId="spend"
            fill={provider === 'sandbox' ? SANDBOX_FILL : `var(--provider-${provider})`}
            stroke="var(--surface)"
            strokeWidth={1}
            isAnimationActive={false}
            {...(i === providers.length - 1 && { radius: [2, 2, 0, 0] as [number, number, number, number] })}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

const LISTED = 5;

interface SpendTooltipProps {
  active?: boolean;
  payload?: readonly { payload: SpendBucket }[];
  bucket: 'hour' | 'day';
  timeZone: string;
}

/** The bucket with its zone, the total, and the largest providers with their shares. */
function SpendTooltip({ active, payload, bucket, timeZone }: SpendTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const at = new Date(point.at);
  const entries = Object.entries(point.costNanoUsd).sort(([, a], [, b]) => b - a);
  const total = entries.reduce((sum, [, cost]) => sum + cost, 0);
  return (
    <div className="min-w-[200px] rounded-md border border-line-overlay bg-overlay px-3 py-2 text-meta shadow-pop tabular">
      <p className="flex h-5 items-center justify-between gap-4">
        <b className="font-medium">
          {bucket === 'day' ? formatWeekday(at) : `${formatDay(at)}, ${formatTime(at).slice(0, 5)}`}
        </b>
        <span className="text-text-3">{timeZone}</span>
      </p>
      <p className="mb-1 flex h-6 items-center justify-between border-b border-line-subtle">
        <span>Total</span> <b className="font-medium">{formatUsd(total)}</b>
      </p>
      {entries.slice(0, LISTED).map(([provider, cost]) => (
        <p key={provider} className="flex h-5 items-center gap-2">
          <ProviderDot provider={provider} />
          <span className="flex-1 text-text-2">{provider}</span>
          <span>{formatUsd(cost)}</span>
          <span className="w-9 text-right text-text-3">{total > 0 ? formatPercent(cost / total) : ''}</span>
        </p>
      ))}
      {entries.length > LISTED && <p className="text-text-3">{entries.length - LISTED} more</p>}
    </div>
  );
}

interface LegendProps {
  buckets: SpendBucket[];
  providers: string[];
  isolated: string | null;
  onIsolate: (provider: string | null) => void;
}

function Legend({ buckets, providers, isolated, onIsolate }: LegendProps) {
  const sumProvider = (provider: string) =>
    buckets.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd[provider] ?? 0), 0);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-3 pl-14 text-meta text-text-2 max-[640px]:pl-0">
      {providers.map((provider) => (
        <li key={provider}>
          <button
            type="button"
            aria-pressed={isolated === provider}
            onClick={() => onIsolate(isolated === provider ? null : provider)}
            className={`flex h-5 items-center gap-1.5 touch-target ${isolated && isolated !== provider ? 'opacity-50' : ''}`}
          >
            <ProviderDot provider={provider} /> {provider}{' '}
            <b className="font-medium text-text tabular">{formatUsd(sumProvider(provider))}</b>
          </button>
        </li>
      ))}
    </ul>
  );
}
