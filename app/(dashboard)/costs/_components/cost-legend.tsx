import { classNames } from '@/components/ui/class-names';
import { formatUsd } from '@/lib/format';
import type { ColouredSeries } from './colours';
import { Swatch } from './swatch';

interface CostLegendProps {
  series: ColouredSeries[];
  isolated: string | null;
  onIsolate: (label: string | null) => void;
  hint: string | null;
}

/** Series with totals; a click isolates a series, a second click shows all. */
export function CostLegend({ series, isolated, onIsolate, hint }: CostLegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-3 pl-10 text-meta text-text-2 max-[640px]:gap-y-2 max-[640px]:pl-0">
      {series.map(({ label, colour, costNanoUsd }) => (
        <li key={label} className="min-w-0">
          <button
            type="button"
            aria-pressed={isolated === label}
            onClick={() => onIsolate(isolated === label ? null : label)}
            className={classNames(
              'flex h-5 max-w-full items-center gap-1.5 touch-target',
              isolated !== null && isolated !== label && 'opacity-50',
            )}
          >
            <Swatch colour={colour} />
            <span className="truncate" title={label}>
              {label}
            </span>
            <b className="font-medium text-text tabular">{formatUsd(costNanoUsd)}</b>
          </button>
        </li>
      ))}
      {hint && <li className="ml-auto text-text-3 pointer-coarse:hidden max-[640px]:hidden">{hint}</li>}
    </ul>
  );
}
