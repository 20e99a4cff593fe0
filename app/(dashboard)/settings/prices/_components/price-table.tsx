import type { ReactNode } from 'react';
import { ModelName } from '@/components/models/model-name';
import { TABLE_HEAD } from '@/components/ui/table-classes';
import { Tag } from '@/components/ui/tag';
import type { PriceLine } from '@/lib/engine/money/price-lines';
import type { PriceRow } from '@/lib/engine/money/price-row';
import { formatDayOrHour } from '@/lib/format';
import { AppliesTo, lineKey, Rate, RetiredTag, SourceAge } from './line-cells';
import { Opinion } from './opinion';
import { PhoneRow } from './phone-row';

export interface PriceTableProps {
  rows: PriceRow[];
  /** Author of each override by id. */
  setBy: Record<string, string>;
  /** Epoch ms, for ages. */
  now: number;
  /** The action of a row; null without permission. */
  action: ((row: PriceRow) => ReactNode) | null;
}

const CELL = 'h-8 px-3 py-1 whitespace-nowrap first:pl-4 last:pr-4';
const NUMBER = `${CELL} text-right`;

/** All prices of every model; a tier or a later date has its own row. A list on a phone. */
export function PriceTable({ rows, setBy, now, action }: PriceTableProps) {
  return (
    <>
      <div className="overflow-x-auto max-[640px]:hidden">
        <table className="w-full border-collapse tabular">
          <thead>
            <tr>
              <th className={TABLE_HEAD}>Model</th>
              <th className={TABLE_HEAD}>Applies to</th>
              <th className={`${TABLE_HEAD} text-right`}>Input</th>
              <th className={`${TABLE_HEAD} text-right`}>Cached</th>
              <th className={`${TABLE_HEAD} text-right`}>Write 5 m / 1 h</th>
              <th className={`${TABLE_HEAD} text-right`}>Output</th>
              <th className={`${TABLE_HEAD} text-right`}>Since</th>
              <th className={TABLE_HEAD}>Source, age</th>
              <th className={TABLE_HEAD}>Second opinion</th>
              {action && (
                <th className={TABLE_HEAD}>
                  <span className="sr-only">Change</span>
                </th>
              )}
            </tr>
          </thead>
          {rows.map((row) => (
            <ModelRows key={row.model} row={row} setBy={setBy} now={now} action={action} />
          ))}
        </table>
      </div>
      <ul className="hidden max-[640px]:block">
        {rows.map((row) => (
          <PhoneRow key={row.model} row={row} action={action} />
        ))}
      </ul>
    </>
  );
}

type RowProps = Omit<PriceTableProps, 'rows'> & { row: PriceRow };

function ModelRows({ row, setBy, now, action }: RowProps) {
  const { provider, name, lines, retired, opinion, isUnpriced } = row;
  return (
    <tbody aria-label={row.model} className={`border-b border-line-subtle ${retired?.isGone ? 'text-text-3' : ''}`}>
      {isUnpriced && (
        <tr>
          <NameCell provider={provider} name={name} />
          <td className={CELL} colSpan={8}>
            <Tag tone="warn">unpriced</Tag> <span className="text-text-2">price unknown; not included in totals</span>
          </td>
          {action && <td className={`${CELL} text-right`}>{action(row)}</td>}
        </tr>
      )}
      {lines.map((line, i) => (
        <tr key={lineKey(line)} className="group hover:bg-hover">
          {i === 0 && !isUnpriced ? <NameCell provider={provider} name={name} /> : <td className={CELL} />}
          <td className={CELL}>
            {i === 0 && retired && <RetiredTag retired={retired} />} <AppliesTo line={line} />
          </td>
          <td className={NUMBER}>
            <Rate usd={line.rates.input} isStrong />
          </td>
          <td className={NUMBER}>
            <Rate usd={line.rates.cachedInput} />
          </td>
          <td className={NUMBER}>
            <CacheWrites line={line} />
          </td>
          <td className={NUMBER}>
            <Rate usd={line.rates.output} isStrong />
          </td>
          <td className={`${NUMBER} text-text-2`}>{line.from === null ? 'listed' : formatDayOrHour(line.from)}</td>
          <td className={`${CELL} max-w-[220px] truncate`}>
            <SourceAge line={line} setBy={setBy} now={now} />
          </td>
          <td className={CELL}>{i === 0 && <Opinion opinion={opinion} />}</td>
          {action && <td className={`${CELL} text-right`}>{i === 0 && !isUnpriced && action(row)}</td>}
        </tr>
      ))}
    </tbody>
  );
}

function NameCell({ provider, name }: { provider: string; name: string }) {
  return (
    <th scope="row" className={`${CELL} max-w-[260px] text-left font-normal`}>
      <ModelName provider={provider} name={name} className="max-w-full" />
    </th>
  );
}

function CacheWrites({ line: { rates } }: { line: PriceLine }) {
  if (rates.cacheWrite === undefined) return <Rate usd={undefined} />;
  return (
    <>
      <Rate usd={rates.cacheWrite} /> {rates.cacheWrite1h !== undefined && <span className="text-text-3">/ </span>}
      {rates.cacheWrite1h !== undefined && <Rate usd={rates.cacheWrite1h} />}
    </>
  );
}
