import { GraduationCap } from 'lucide-react';
import { buttonClass } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { formatDay, formatTime } from '@/lib/format';
import type { LearnedEntry } from '../accuracy/accuracy';
import { Change, Estimates } from './learned-effect';
import { LearnedSummary } from './learned-summary';
import { LearnedTable } from './learned-table';

/** The latest feedback with its effect on the estimates, newest first. */
export function LearnedList({ entries }: { entries: LearnedEntry[] }) {
  return (
    <Card>
      <CardHeader title="Recently learned" qualifier={entries.length > 0 && 'quality estimates, 0 to 1'} />
      {entries.length === 0 ? (
        <CardBody>
          <Nothing />
        </CardBody>
      ) : (
        <>
          <div className="mt-2 overflow-x-auto max-[640px]:hidden">
            <LearnedTable entries={entries} />
          </div>
          <ul className="mt-2 hidden max-[640px]:block">
            {entries.map((entry) => (
              <PhoneRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Nothing() {
  return (
    <Empty
      icon={GraduationCap}
      title="Nothing learned yet"
      action={
        <Link href="/playground" className={buttonClass()}>
          Rate an answer in the playground
        </Link>
      }
    >
      Ratings in the playground and <code className="font-mono text-[12px]">POST /v1/feedback</code> teach the router
      which model answers which kind of prompt well.
    </Empty>
  );
}

function PhoneRow({ entry }: { entry: LearnedEntry }) {
  const { at, provider, model, category, effect, by, requestId } = entry;
  return (
    <li className="border-b border-line-subtle last:border-b-0">
      <Link href={`/requests/${requestId}`} className="flex min-h-14 items-center gap-3 px-4 py-2">
        <span className="min-w-0 flex-1">
          <LearnedSummary entry={entry} />
          <span className="block truncate text-meta text-text-3">
            {model && `${provider} · ${model}, `}
            {category}
          </span>
          <span className="block truncate text-meta text-text-3 tabular">
            {formatDay(new Date(at))} {formatTime(new Date(at)).slice(0, 5)}, {by}
          </span>
        </span>
        {effect && (
          <span className="shrink-0 text-right tabular">
            <span className="block">
              <Estimates effect={effect} />
            </span>
            <span className="block text-meta">
              <Change effect={effect} />
            </span>
          </span>
        )}
      </Link>
    </li>
  );
}
