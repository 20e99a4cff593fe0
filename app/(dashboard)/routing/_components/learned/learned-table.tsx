import { ModelName } from '@/components/models/model-name';
import { shortId } from '@/components/requests/request-table';
import { Link } from '@/components/ui/link';
import { TABLE_CELL, TABLE_HEAD } from '@/components/ui/table-classes';
import { formatCount, formatDay, formatTime } from '@/lib/format';
import type { LearnedEntry } from '../accuracy/accuracy';
import { Change, Estimates } from './learned-effect';
import { LearnedSummary } from './learned-summary';

const NUMBER = `${TABLE_CELL} text-right`;

export function LearnedTable({ entries }: { entries: LearnedEntry[] }) {
  return (
    <table className="w-full border-collapse tabular">
      <thead>
        <tr>
          <th className={TABLE_HEAD}>Time, UTC</th>
          <th className={TABLE_HEAD}>What</th>
          <th className={TABLE_HEAD}>Model</th>
          <th className={TABLE_HEAD}>Category</th>
          <th className={`${TABLE_HEAD} text-right`}>Estimate</th>
          <th className={`${TABLE_HEAD} text-right`}>Change</th>
          <th className={`${TABLE_HEAD} text-right`}>n</th>
          <th className={TABLE_HEAD}>By</th>
          <th className={TABLE_HEAD}>Request</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ entry }: { entry: LearnedEntry }) {
  const { at, provider, model, category, effect, by, requestId } = entry;
  return (
    <tr className="group relative hover:bg-hover">
      <td className={TABLE_CELL}>
        <span className="text-text-3">{formatDay(new Date(at))}</span> {formatTime(new Date(at))}
      </td>
      <td className={TABLE_CELL}>
        <LearnedSummary entry={entry} />
      </td>
      <td className={`${TABLE_CELL} max-w-[260px]`}>
        {provider && model ? (
          <ModelName provider={provider} name={model} className="max-w-full" />
        ) : (
          <span className="text-text-3">–</span>
        )}
      </td>
      <td className={TABLE_CELL}>{category}</td>
      <td className={NUMBER}>
        <Estimates effect={effect} />
      </td>
      <td className={NUMBER}>
        <Change effect={effect} />
      </td>
      <td className={`${NUMBER} text-text-2`}>{effect && formatCount(effect.n)}</td>
      <td className={`${TABLE_CELL} max-w-[160px] truncate text-text-2`} title={by}>
        {by}
      </td>
      <td className={TABLE_CELL}>
        <Link
          href={`/requests/${requestId}`}
          className="font-mono text-[12px] text-text-2 after:absolute after:inset-0"
          title={requestId}
        >
          {shortId(requestId)}
        </Link>
      </td>
    </tr>
  );
}
