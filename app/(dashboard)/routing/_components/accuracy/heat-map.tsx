import { Plug } from 'lucide-react';
import { buildHeatScale, type HeatScale } from '@/components/charts/heat-scale';
import { CATEGORY_OPTIONS } from '@/components/models/categories';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { formatCount } from '@/lib/format';
import type { AccuracyRow } from './accuracy';
import { HeatCell } from './heat-cell';
import { HeatLegend } from './heat-legend';
import { RowName } from './row-name';

interface HeatMapProps {
  rows: AccuracyRow[];
  /** Total number of ratings and votes. */
  ratings: number;
}

/** Share of accepted answers by provider and category. */
export function HeatMap({ rows, ratings }: HeatMapProps) {
  const scale = buildHeatScale(rows);
  return (
    <Card>
      <CardHeader title="All categories" qualifier="% accepted">
        <span className="text-meta text-text-3 tabular">
          {ratings === 0 ? 'no ratings or votes yet' : `${formatCount(ratings)} ratings and votes`}
        </span>
      </CardHeader>
      <CardBody>
        {rows.length === 0 ? (
          <Empty icon={Plug} title="No provider to show">
            Connect a provider to see its accuracy by category.
          </Empty>
        ) : (
          <>
            <Cells rows={rows} scale={scale} />
            <HeatLegend scale={scale} />
          </>
        )}
      </CardBody>
    </Card>
  );
}

const STICKY = 'sticky left-0 z-10 bg-surface p-0 text-left font-normal';

/**
 * On a phone the cells scroll beneath the fixed row names. The padding leaves room for a cell's outline; `relative`
 * keeps the screen reader texts from widening the page.
 */
function Cells({ rows, scale }: { rows: AccuracyRow[]; scale: HeatScale | null }) {
  return (
    <section
      aria-label="Share accepted by category"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
      tabIndex={0}
      className="relative -m-1 overflow-x-auto px-0.5 py-1"
    >
      <table className="w-full table-fixed border-separate border-spacing-0.5 text-meta tabular max-[640px]:min-w-[480px]">
        <thead>
          <tr>
            <th scope="col" className={`${STICKY} w-[108px]`}>
              <span className="sr-only">Provider</span>
            </th>
            {CATEGORY_OPTIONS.map(({ value, label, short }) => (
              <th key={value} scope="col" className="h-5 p-0 text-micro font-normal text-text-3" title={label}>
                {short ? (
                  <>
                    <span aria-hidden>{short}</span>
                    <span className="sr-only">{label}</span>
                  </>
                ) : (
                  label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={STICKY}>
                <RowName isBrief row={row} className="max-w-full pr-2 text-text-2" />
              </th>
              {CATEGORY_OPTIONS.map(({ value }) => (
                <HeatCell key={value} accuracy={row.byCategory[value]} scale={scale} name={`${row.name}, ${value}`} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
