import { ArrowRight } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { formatPoints, formatQuality } from '@/lib/format';
import type { LearnedEntry } from '../accuracy/accuracy';

/** `0.803 → 0.828`. Three decimals, because a single rating changes little. */
export function Estimates({ effect }: Pick<LearnedEntry, 'effect'>) {
  if (!effect) return <span className="text-text-3">–</span>;
  return (
    <span className="inline-flex items-center gap-1">
      <span className="text-text-2">{formatQuality(effect.before, 3)}</span>
      <ArrowRight size={12} role="img" aria-label="to" className="text-text-3" />
      {formatQuality(effect.after, 3)}
    </span>
  );
}

/** The sign is in the text; the colour only repeats it. */
export function Change({ effect }: Pick<LearnedEntry, 'effect'>) {
  if (!effect) return null;
  const change = effect.after - effect.before;
  return (
    <span className={classNames('font-medium', change > 0 && 'text-ok-text', change < 0 && 'text-danger-text')}>
      {formatPoints(change)}
    </span>
  );
}
