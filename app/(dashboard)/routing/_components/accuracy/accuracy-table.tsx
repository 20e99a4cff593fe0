import type { Category } from '@/lib/engine/types';
import { formatCount, formatPercent, formatPercentRange } from '@/lib/format';
import type { AccuracyRow } from './accuracy';
import { RowName } from './row-name';

interface AccuracyTableProps {
  /** In display order. */
  rows: AccuracyRow[];
  category: Category;
  /** Column header: `Provider` or `Model`. */
  head: string;
}

const CELL = 'h-8 border-t border-line-subtle text-right whitespace-nowrap';

/** The plot's data as a table. */
export function AccuracyTable({ rows, category, head }: AccuracyTableProps) {
  return (
    <table className="w-full table-fixed border-collapse text-meta tabular">
      <caption className="sr-only">Share accepted, {category}</caption>
      <thead>
        <tr className="text-right text-text-3">
          <th scope="col" className="h-8 text-left font-medium">
            {head}
          </th>
          <th scope="col" className="h-8 w-[72px] font-medium">
            Accepted
          </th>
          <th scope="col" className="h-8 w-[92px] font-medium">
            {formatPercent(0.9)} interval
          </th>
          <th scope="col" className="h-8 w-[56px] font-medium">
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { mean, low, high, n, isPrior } = row.byCategory[category];
          return (
            <tr key={row.id} className={isPrior ? 'text-text-3' : ''}>
              <th scope="row" className="h-8 border-t border-line-subtle text-left font-normal">
                <RowName row={row} className="max-w-full pr-2" />
              </th>
              <td className={CELL}>{formatPercent(mean)}</td>
              <td className={CELL}>{formatPercentRange(low, high)}</td>
              <td className={CELL}>{isPrior ? 'prior' : formatCount(n)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
