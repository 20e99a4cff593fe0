import { Download } from 'lucide-react';
import { formatPercent, formatPercentRange, modelName } from '@/lib/format';
import type { ColumnTally } from '@/lib/services/compare/comparison-tally';
import type { ColumnSettings } from '@/lib/services/compare/comparison-view';
import { buttonClass } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { describeParameters, isAuto } from '../setup/parameters';

interface TallyCardProps {
  tally: ColumnTally[];
  columns: ColumnSettings[];
  csvHref: string;
}

/** Win rate of each column with its interval. */
export function TallyCard({ tally, columns, csvHref }: TallyCardProps) {
  const rows = [...tally].sort((a, b) => b.share.mean - a.share.mean);
  return (
    <Card>
      <CardHeader title="Tally" qualifier={`${Math.max(0, ...tally.map(({ n }) => n))} votes`}>
        <a href={csvHref} className={buttonClass('default', 'small')} download>
          <Download size={14} /> CSV
        </a>
      </CardHeader>
      <div className="overflow-x-auto pt-2 pb-2">
        <table className="w-full min-w-[560px] tabular">
          <thead className="text-meta text-text-3">
            <tr className="h-8 border-b border-line-subtle text-right [&_th]:px-3 [&_th]:font-medium">
              <th className="pl-4! text-left">Column</th>
              <th className="w-[30%] text-left">Win rate, 90 % interval</th>
              <th>Won</th>
              <th>Lost</th>
              <th>Tie</th>
              <th>All bad</th>
              <th className="pr-4!">n</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.column} row={row} settings={columns[row.column]} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Row({ row, settings }: { row: ColumnTally; settings: ColumnSettings | undefined }) {
  const { share, won, lost, tied, allBad, n } = row;
  const model = settings?.model ?? '';
  const words = settings ? describeParameters(settings).join(' · ') : '';
  return (
    <tr className="h-10 border-b border-line-subtle text-right last:border-0 [&_td]:px-3">
      <td className="max-w-0 truncate pl-4! text-left" title={words || undefined}>
        <b className="font-medium">{isAuto(model) ? model : modelName(model)}</b>
        {words && <span className="ml-2 text-meta text-text-3">{words}</span>}
      </td>
      <td className="text-left">
        <span className="flex items-center gap-3">
          <span className="w-10 text-right font-medium">{n === 0 ? '—' : formatPercent(share.mean)}</span>
          <span aria-hidden className="relative h-2 flex-1 rounded-[2px] bg-surface-3">
            {n > 0 && (
              <>
                <span
                  className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-text-2"
                  style={{ left: `${share.low * 100}%`, width: `${(share.high - share.low) * 100}%` }}
                />
                <span
                  className="absolute top-1/2 size-2.5 -translate-1/2 rounded-full bg-accent shadow-[0_0_0_1.5px_var(--surface)]"
                  style={{ left: `${share.mean * 100}%` }}
                />
              </>
            )}
          </span>
          <span className="w-20 text-meta text-text-3">{n === 0 ? '' : formatPercentRange(share.low, share.high)}</span>
        </span>
      </td>
      <td>{won}</td>
      <td>{lost}</td>
      <td>{tied}</td>
      <td>{allBad}</td>
      <td className="pr-4!">{n}</td>
    </tr>
  );
}
