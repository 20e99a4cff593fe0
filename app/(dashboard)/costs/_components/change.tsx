import { ArrowDown, ArrowUp } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { formatPercent } from '@/lib/format';

interface ChangeProps {
  now: number;
  before: number;
  /** A decrease is an improvement and shown in green. */
  isLessBetter?: boolean;
}

/** Relative change to the previous period; a change of spend has no colour. */
export function Change({ now, before, isLessBetter = false }: ChangeProps) {
  if (before === 0) return <span className="text-text-3">{now === 0 ? '–' : 'new'}</span>;
  const change = now / before - 1;
  if (Math.abs(change) < 0.0005) return <span className="text-text-3">no change</span>;
  const isLess = change < 0;
  const Arrow = isLess ? ArrowDown : ArrowUp;
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-0.5 font-medium tabular',
        isLess && isLessBetter ? 'text-ok-text' : 'text-text-2',
      )}
    >
      <Arrow size={12} aria-hidden />
      <span className="sr-only">{isLess ? 'down' : 'up'}</span> {formatPercent(Math.abs(change), 1)}
    </span>
  );
}
