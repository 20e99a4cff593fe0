import { classNames } from '../ui/class-names';
import { Link } from '../ui/link';

interface SegmentedLinksProps {
  /** Accessible name. */
  label: string;
  options: { href: string; label: string; isCurrent: boolean }[];
}

/** A segmented control of links; the URL holds the state. */
export function SegmentedLinks({ label, options }: SegmentedLinksProps) {
  return (
    <nav aria-label={label} className="inline-flex gap-0.5 rounded-md bg-surface-3 p-0.5">
      {options.map(({ href, label: text, isCurrent }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent ? 'true' : undefined}
          className={classNames(
            'touch-target inline-flex h-6 items-center rounded-[5px] px-2.5 text-meta font-medium whitespace-nowrap',
            isCurrent ? 'bg-thumb text-text shadow-[0_0_0_1px_var(--border)]' : 'text-text-2 hover:text-text',
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
