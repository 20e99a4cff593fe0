import { classNames } from '../ui/class-names';
import { Link } from '../ui/link';

interface LinkChoiceProps {
  href: string;
  isCurrent?: boolean;
  children: string;
}

/** An option in a popover of links. */
export function LinkChoice({ href, isCurrent = false, children }: LinkChoiceProps) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'true' : undefined}
      className={classNames(
        'flex min-h-8 items-center rounded-sm px-2 hover:bg-hover pointer-coarse:min-h-11',
        isCurrent && 'bg-selected font-medium',
      )}
    >
      <span className="max-w-[240px] truncate" title={children}>
        {children}
      </span>
    </Link>
  );
}
