'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { TableToggle } from '@/components/ui/table-toggle';
import type { CostAddress } from '@/lib/services/costs/address';
import type { GhostDay } from './bar-point';
import type { ColouredSeries } from './colours';
import { CostBars } from './cost-bars';
import type { BucketUnit } from './cost-labels';
import { CostLegend } from './cost-legend';
import { CostPoints } from './cost-points';
import { costHref } from './filters';

export interface CostChartProps {
  title: string;
  /** In stacking order. */
  series: ColouredSeries[];
  labels: string[];
  unit: BucketUnit;
  timeZone: string;
  /** Forecast days until the end of the month; empty unless the range is the month to date. */
  ghosts: GhostDay[];
  address: CostAddress;
  /** The choice of the dimension. */
  children: ReactNode;
}

/** Spend over time, stacked. The legend isolates a series, dragging zooms, and the table has the same numbers. */
export function CostChart({ title, series, labels, unit, timeZone, ghosts, address, children }: CostChartProps) {
  const [isolated, setIsolated] = useState<string | null>(null);
  const [isTable, setTable] = useState(false);
  const router = useRouter();
  const shown = series.filter(({ label }) => isolated === null || label === isolated);
  // The isolated series does not exist in another dimension.
  const isStale = isolated !== null && shown.length === 0;
  const zoom = (from: string, to: string) => router.push(costHref({ ...address, range: 'custom', from, to }));
  return (
    <Card className="flex flex-col">
      <CardHeader title={title} qualifier={`per ${unit}`}>
        {children}
        <TableToggle isOn={isTable} onChange={setTable} />
      </CardHeader>
      <CardBody className="flex-1 [&_:focus:not(:focus-visible)]:outline-none">
        {isTable ? (
          <CostPoints series={series} labels={labels} unit={unit} timeZone={timeZone} />
        ) : (
          <>
            <CostBars
              series={isStale ? series : shown}
              labels={labels}
              unit={unit}
              timeZone={timeZone}
              ghosts={isolated === null || isStale ? ghosts : []}
              onZoom={unit === 'day' ? zoom : null}
            />
            <CostLegend
              series={series}
              isolated={isStale ? null : isolated}
              onIsolate={setIsolated}
              hint={unit === 'day' && labels.length > 1 ? 'drag on the chart to zoom' : null}
            />
          </>
        )}
      </CardBody>
    </Card>
  );
}
