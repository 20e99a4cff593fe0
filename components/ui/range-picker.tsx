import Link from 'next/link';
import { RANGE_LABELS, RANGES, type RangeName } from '../../lib/time-range';
import { classNames } from './class-names';

/** Windows as links: the URL is the page's state, so reload and back keep it. */
export function RangePicker({ current, path }: { current: RangeName; path: string }) {
  return (
    <nav aria-label="Time range" className="inline-flex gap-0.5 rounded-md bg-surface-3 p-0.5">
      {RANGES.map((range) => (
        <Link
          key={range}
          href={`${path}?range=${range}`}
          aria-current={range === current ? 'true' : undefined}
          className={classNames(
            'touch-target inline-flex h-6 items-center rounded-[5px] px-2.5 text-meta font-medium whitespace-nowrap',
            range === current ? 'bg-thumb text-text shadow-[0_0_0_1px_var(--border)]' : 'text-text-2 hover:text-text',
          )}
        >
          {RANGE_LABELS[range]}
        </Link>
      ))}
    </nav>
  );
}
