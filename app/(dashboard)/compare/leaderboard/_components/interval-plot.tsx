import type { BoardEntry } from '@/lib/engine/preference/board';
import { formatCount } from '@/lib/format';
import { type BoardAxis, placeOn } from './axis';
import { describeEntry, formatRank } from './board-labels';
import { BoardName } from './board-name';
import type { Measure } from './measures';

interface IntervalPlotProps {
  /** In display order; every entry has the measure. */
  entries: BoardEntry[];
  measure: Measure;
  axis: BoardAxis;
  /** Models selected in the pair card. */
  chosen: string[];
}

/** On a phone the interval is below its model. Only strength has ranks. */
const COLUMNS =
  'grid grid-cols-[var(--rank)_minmax(0,188px)_60px_minmax(0,1fr)_76px] @max-[560px]:grid-cols-[var(--rank)_minmax(0,1fr)_76px] items-center';
const ON_AXIS = 'col-start-4 @max-[560px]:col-span-2 @max-[560px]:col-start-1';

/** Dots with whiskers on a shared axis. Positions are percentages, so nothing has to be measured. */
export function IntervalPlot({ entries, measure, axis, chosen }: IntervalPlotProps) {
  const isRanked = measure.value === 'strength';
  return (
    <div className={isRanked ? '[--rank:52px]' : '[--rank:0px]'}>
      <div aria-hidden className={`${COLUMNS} h-6 text-micro text-text-3`}>
        <span className="overflow-hidden">Rank</span>
        <span>Model</span>
        <span className="text-right">{measure.head}</span>
        <span className="col-start-5 text-right @max-[560px]:hidden">{measure.counts}</span>
      </div>
      <ol aria-label={measure.label}>
        {entries.map((entry, i) => (
          <Row
            key={entry.model}
            entry={entry}
            measure={measure}
            axis={axis}
            isChosen={chosen.includes(entry.model)}
            isNewGroup={isRanked && i > 0 && entry.standing?.group !== entries[i - 1]?.standing?.group}
          />
        ))}
      </ol>
      <div aria-hidden className={`${COLUMNS} h-6`}>
        <Ticks axis={axis} format={measure.formatTick} />
      </div>
    </div>
  );
}

interface RowProps extends Omit<IntervalPlotProps, 'entries' | 'chosen'> {
  entry: BoardEntry;
  isChosen: boolean;
  /** No vote links it to the model above. */
  isNewGroup: boolean;
}

function Row({ entry, measure, axis, isChosen, isNewGroup }: RowProps) {
  const { model, standing } = entry;
  const interval = measure.of(entry);
  if (!interval) return null;
  return (
    <>
      {isNewGroup && (
        <li className="flex h-7 items-end border-t border-dashed border-line-strong pb-1 text-micro text-text-3">
          Not linked by votes to the models above
        </li>
      )}
      <li className={`${COLUMNS} text-meta hover:bg-hover`} data-model={model} title={describeEntry(entry)}>
        <span aria-hidden className="overflow-hidden text-text-2 tabular whitespace-nowrap">
          {standing ? formatRank(standing) : '–'}
        </span>
        <BoardName
          model={model}
          hasTag
          className={`h-[34px] pr-2 ${isChosen ? 'font-medium text-text' : 'text-text-2'}`}
        />
        <span aria-hidden className="text-right font-medium tabular">
          {measure.format(interval.value)}
        </span>
        <span className="sr-only">{describeEntry(entry)}</span>
        <span aria-hidden className={`${ON_AXIS} relative ml-4 h-[34px] @max-[560px]:ml-0 @max-[560px]:h-7`}>
          <Lines axis={axis} middle={measure.middle} />
          <Whisker model={model} axis={axis} {...interval} />
        </span>
        <span aria-hidden className="text-right text-text-2 tabular">
          n = {formatCount(interval.n)}
        </span>
      </li>
    </>
  );
}

function Lines({ axis, middle }: { axis: BoardAxis; middle: number | null }) {
  return (
    <>
      {axis.ticks.map((tick) => (
        <span
          key={tick}
          className={`absolute inset-y-0 border-l ${tick === middle ? 'border-dashed border-text-3' : 'border-[var(--chart-grid)]'}`}
          style={{ left: `${placeOn(axis, tick)}%` }}
        />
      ))}
    </>
  );
}

interface WhiskerProps {
  model: string;
  axis: BoardAxis;
  value: number;
  low: number;
  high: number;
}

function Whisker({ model, axis, value, low, high }: WhiskerProps) {
  const left = placeOn(axis, low);
  const width = placeOn(axis, high) - left;
  const provider = model.split('/')[0] ?? '';
  return (
    <span className="absolute inset-0" style={{ color: `var(--provider-${provider}, var(--text-3))` }}>
      <span
        className="absolute top-1/2 -mt-1 h-2 border-x-2 border-current"
        style={{ left: `${left}%`, width: `${width.toFixed(2)}%` }}
      >
        <span className="absolute top-1/2 -mt-px w-full border-t-2 border-current" />
      </span>
      <span
        className={`absolute top-1/2 size-2.5 -translate-1/2 rounded-full shadow-[0_0_0_1.5px_var(--surface)] ${provider === 'sandbox' ? 'hatched bg-surface' : 'bg-current'}`}
        style={{ left: `${placeOn(axis, value)}%` }}
      />
    </span>
  );
}

function Ticks({ axis, format }: { axis: BoardAxis; format: (value: number) => string }) {
  return (
    <span className={`${ON_AXIS} relative ml-4 h-full text-micro text-text-3 tabular @max-[560px]:ml-0`}>
      {axis.ticks.map((tick, i) => (
        <span
          key={tick}
          className={`absolute top-1 -translate-x-1/2 whitespace-nowrap ${i % 2 === 1 ? '@max-[400px]:hidden' : ''}`}
          style={{ left: `${placeOn(axis, tick)}%` }}
        >
          {format(tick)}
        </span>
      ))}
    </span>
  );
}
