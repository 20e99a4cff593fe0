import type { Category } from '@/lib/engine/types';
import { formatCount, formatPercent } from '@/lib/format';
import type { AccuracyRow } from './accuracy';
import { type Axis, percentOn } from './accuracy-axis';
import { describeAccuracy } from './accuracy-labels';
import { RowName } from './row-name';
import { Whisker } from './whisker';

interface AccuracyPlotProps {
  /** In display order. */
  rows: AccuracyRow[];
  category: Category;
  axis: Axis;
  /** Mean of all measured rows; null without any. */
  mean: number | null;
  /** Wider name column for model names. */
  isWide: boolean;
}

const COLUMNS =
  'grid grid-cols-[var(--names)_minmax(0,1fr)_64px] @max-[420px]:grid-cols-[var(--names)_minmax(0,1fr)_52px]';

/** Dots with whiskers on a shared axis. Positions are percentages, so nothing has to be measured. */
export function AccuracyPlot({ rows, category, axis, mean, isWide }: AccuracyPlotProps) {
  return (
    <div
      className={isWide ? '[--names:216px] @max-[420px]:[--names:116px]' : '[--names:92px] @max-[420px]:[--names:84px]'}
    >
      <div className="relative">
        <div aria-hidden className={`${COLUMNS} absolute inset-0`}>
          <Grid axis={axis} mean={mean} />
        </div>
        <ul aria-label={`Share accepted, ${category}`} className="relative pt-5">
          {rows.map((row) => (
            <Row key={row.id} row={row} category={category} axis={axis} />
          ))}
        </ul>
      </div>
      <div aria-hidden className={`${COLUMNS} h-6`}>
        <Ticks axis={axis} />
      </div>
      {mean !== null && <p className="sr-only">Average of all measured: {formatPercent(mean)}</p>}
    </div>
  );
}

function Row({ row, category, axis }: { row: AccuracyRow; category: Category; axis: Axis }) {
  const accuracy = row.byCategory[category];
  return (
    <li
      className={`${COLUMNS} h-7 items-center text-meta hover:bg-hover`}
      title={`${row.name}: ${describeAccuracy(accuracy)}`}
    >
      <RowName row={row} className="pr-3 text-text-2" />
      <span className="sr-only">{describeAccuracy(accuracy)}</span>
      <span aria-hidden className="relative col-start-2 h-full">
        <Whisker accuracy={accuracy} provider={row.provider} axis={axis} />
      </span>
      <span aria-hidden className="text-right text-text-2 tabular">
        {accuracy.isPrior ? <span className="text-text-3">prior</span> : `n = ${formatCount(accuracy.n)}`}
      </span>
    </li>
  );
}

function Grid({ axis, mean }: { axis: Axis; mean: number | null }) {
  return (
    <div className="relative col-start-2">
      {axis.ticks.map((tick) => (
        <span
          key={tick}
          className="absolute top-5 bottom-0 w-px bg-[var(--chart-grid)]"
          style={{ left: `${percentOn(axis, tick)}%` }}
        />
      ))}
      {mean !== null && (
        <span className="absolute inset-y-0" style={{ left: `${percentOn(axis, mean)}%` }}>
          <span className="absolute top-0 -translate-x-1/2 text-micro whitespace-nowrap text-text-2 tabular">
            avg. {formatPercent(mean)}
          </span>
          <span className="absolute top-5 bottom-0 border-l border-dashed border-text-3" />
        </span>
      )}
    </div>
  );
}

/** On narrow screens every other tick has a label. */
function Ticks({ axis }: { axis: Axis }) {
  return (
    <div className="relative col-start-2 text-micro text-text-3 tabular">
      {axis.ticks.map((tick, i) => (
        <span
          key={tick}
          className={`absolute top-2 -translate-x-1/2 whitespace-nowrap ${i % 2 === 1 ? '@max-[420px]:hidden' : ''}`}
          style={{ left: `${percentOn(axis, tick)}%` }}
        >
          {formatPercent(tick)}
        </span>
      ))}
    </div>
  );
}
