import type { BreakerState } from '@/components/models/live-states';
import { classNames } from '@/components/ui/class-names';

const HALF = 'bg-linear-to-t from-50% to-50% to-transparent';

const LOOKS: Record<BreakerState['state'], string> = {
  closed: 'bg-line-strong',
  'half-open': `${HALF} from-text-3 shadow-[inset_0_0_0_1.5px_var(--text-3)]`,
  open: 'bg-danger-bg shadow-[inset_0_0_0_1.5px_var(--danger)]',
  cooling: `${HALF} from-warn shadow-[inset_0_0_0_1.5px_var(--warn)]`,
};

/** A breaker as a cell: grey, half grey, hollow red or half amber. A text label is always next to it. */
export function BreakerCell({ state, title }: { state: BreakerState['state']; title?: string }) {
  return (
    <span aria-hidden title={title} className={classNames('block h-3.5 w-2 shrink-0 rounded-[2px]', LOOKS[state])} />
  );
}

/** The breakers of a provider's models. */
export function BreakerCells({ models }: { models: { name: string; state: BreakerState }[] }) {
  return (
    <span className="flex max-w-[240px] flex-wrap gap-0.5">
      {models.map(({ name, state }) => (
        <BreakerCell key={name} state={state.state} title={`${name}: ${state.state}`} />
      ))}
    </span>
  );
}
