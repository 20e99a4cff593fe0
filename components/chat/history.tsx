import { SquarePen } from 'lucide-react';
import Link from 'next/link';
import { formatDay, formatTime, formatUsd } from '../../lib/format';
import { buttonClass } from '../ui/button';
import { classNames } from '../ui/class-names';
import { ProviderDot } from '../ui/model-name';

export interface HistoryEntry {
  id: string;
  title: string;
  updatedAt: Date;
  provider: string | null;
  costNanoUsd: number;
}

interface HistoryProps {
  entries: HistoryEntry[];
  currentId: string | null;
  /** Epoch ms, for "today". */
  now: number;
}

const DAY_MS = 24 * 3_600_000;

/** Conversations by age, the last touched first. */
export function History({ entries, currentId, now }: HistoryProps) {
  return (
    <nav
      aria-label="Conversations"
      className="flex h-full flex-col overflow-y-auto border-r border-line-subtle bg-bg px-3 py-4"
    >
      <div className="flex items-center justify-between pl-2">
        <h2 className="font-semibold">Chats</h2>
        <Link
          href="/playground"
          aria-label="New chat"
          title="New chat"
          className={buttonClass('default', 'small', true)}
        >
          <SquarePen size={14} />
        </Link>
      </div>
      {entries.length === 0 && (
        <p className="px-2 pt-4 text-meta text-text-3">Your conversations will be listed here.</p>
      )}
      {byAge(entries, now).map(({ label, entries: group }) => (
        <section key={label}>
          <h3 className="px-2 pt-4 pb-1 text-micro font-medium text-text-3">{label}</h3>
          <ul className="flex flex-col gap-0.5">
            {group.map((entry) => (
              <Entry key={entry.id} entry={entry} isCurrent={entry.id === currentId} isToday={label === 'Today'} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Entry({ entry, isCurrent, isToday }: { entry: HistoryEntry; isCurrent: boolean; isToday: boolean }) {
  const { id, title, updatedAt, provider, costNanoUsd } = entry;
  return (
    <li>
      <Link
        href={`/playground/${id}`}
        aria-current={isCurrent ? 'page' : undefined}
        className={classNames('block rounded-md px-2 py-1.5', isCurrent ? 'bg-selected' : 'hover:bg-hover')}
      >
        <span className={classNames('block truncate', isCurrent ? 'font-medium' : 'font-[450]')} title={title}>
          {title}
        </span>
        <span className="mt-0.5 flex items-center gap-1.5 text-micro text-text-3 tabular">
          <ProviderDot provider={provider} />
          <span>{isToday ? formatTime(updatedAt).slice(0, 5) : formatDay(updatedAt)}</span>
          <span className="ml-auto">{formatUsd(costNanoUsd)}</span>
        </span>
      </Link>
    </li>
  );
}

function byAge(entries: HistoryEntry[], now: number): { label: string; entries: HistoryEntry[] }[] {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const labelOf = ({ updatedAt }: HistoryEntry) => {
    const age = today - Math.floor(updatedAt.getTime() / DAY_MS) * DAY_MS;
    if (age <= 0) return 'Today';
    if (age === DAY_MS) return 'Yesterday';
    return age <= 7 * DAY_MS ? 'Previous 7 days' : 'Older';
  };
  const labels = [...new Set(entries.map(labelOf))];
  return labels.map((label) => ({ label, entries: entries.filter((entry) => labelOf(entry) === label) }));
}
