import { breakerReason, breakerTone, describeBreaker } from '@/components/models/breaker-state';
import type { BreakerState } from '@/components/models/live-states';
import { BreakerCell } from './breaker-cell';

interface BreakerLineProps {
  state: BreakerState;
  /** The server's clock, epoch ms. */
  now: number;
}

/** One breaker with its state, remaining time and reason. */
export function BreakerLine({ state, now }: BreakerLineProps) {
  const reason = breakerReason(state);
  return (
    <span className="block">
      <span className={`flex items-center gap-1.5 ${breakerTone([state])}`}>
        <BreakerCell state={state.state} />
        {describeBreaker(state, now)}
      </span>
      {reason && <span className="block max-w-[420px] text-meta text-text-3 text-pretty">{reason}</span>}
    </span>
  );
}
