import Link from 'next/link';
import { ModelName } from '@/components/models/model-name';
import { shortId } from '@/components/requests/request-table';
import { formatCount, formatDay, formatTime } from '@/lib/format';
import type { LearnedEntry } from '../accuracy/accuracy';
import { Change, Estimates } from './learned-effect';
import { LearnedSummary } from './learned-summary';

const HEAD =
  'h-8 border-b border-line px-3 text-left text-meta font-medium whitespace-nowrap text-text-3 first:pl-4 last:pr-4';
const CELL = 'h-10 border-b border-line-subtle px-3 whitespace-nowrap first:pl-4 last:pr-4 group-last:border-b-0';
const NUMBER = `${CELL} text-right`;

export function LearnedTable({ entries }: { entries: LearnedEntry[] }) {
  return (
    <table className="w-full border-collapse tabular">
      <thead>
        <tr>
          <th className={HEAD}>Time, UTC</th>
          <th className={HEAD}>What</th>
          <th className={HEAD}>Model</th>
          <th className={HEAD}>Category</th>
          <th className={`${HEAD} text-right`}>Estimate</th>
          <th className={`${HEAD} text-right`}>Change</th>
          <th className={`${HEAD} text-right`}>n</th>
          <th className={HEAD}>By</th>
          <th className={HEAD}>Request</th>
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
      <td className={CELL}>
        <span className="text-text-3">{formatDay(new Date(at))}</span> {formatTime(new Date(at))}
      </td>
      <td className={CELL}>
        <LearnedSummary entry={entry} />
      </td>
      <td className={`${CELL} max-w-[260px]`}>
        {provider && model ? (
          <ModelName provider={provider} name={model} className="max-w-full" />
        ) : (
          <span className="text-text-3">–</span>
        )}
      </td>
      <td className={CELL}>{category}</td>
      <td className={NUMBER}>
        <Estimates effect={effect} />
      </td>
      <td className={NUMBER}>
        <Change effect={effect} />
      </td>
      <td className={`${NUMBER} text-text-2`}>{effect && formatCount(effect.n)}</td>
      <td className={`${CELL} max-w-[160px] truncate text-text-2`} title={by}>
        {by}
      </td>
      <td className={CELL}>
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
