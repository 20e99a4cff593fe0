import { Check, TriangleAlert } from 'lucide-react';
import type { PriceRow } from '@/lib/engine/money/price-row';

/** Comparison with the second source; the reason for a difference is in the title and in the card below. */
export function Opinion({ opinion }: Pick<PriceRow, 'opinion'>) {
  if (opinion === null) return <span className="text-text-3">–</span>;
  if (opinion.kind === 'same')
    return (
      <span className="inline-flex items-center gap-1.5 text-text-2">
        <Check size={14} className="text-ok-text" /> same
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5" title={opinion.reason}>
      {opinion.kind === 'differs' && <TriangleAlert size={14} className="text-warn-text" />}
      <span className={opinion.kind === 'differs' ? '' : 'text-text-3'}>
        {opinion.kind === 'differs' ? 'differs' : 'not listed'}
      </span>
    </span>
  );
}
