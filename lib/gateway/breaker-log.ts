import type { BreakerState } from '../engine/breaker';
import type { FailureKind } from '../engine/failure';
import type { Log } from '../log';

/** One change of a breaker's state. */
export interface BreakerChange {
  provider: string;
  /** Null when it concerns every model of the provider, as a refused key does. */
  model: string | null;
  from: BreakerState['state'];
  to: BreakerState['state'];
  /** Epoch ms until which nobody calls; null when anybody may. */
  until: number | null;
  /** What brought it about; null when time or a success did. */
  failure: FailureKind | null;
}

const MESSAGES: Record<BreakerState['state'], string> = {
  open: 'A breaker opened.',
  cooling: 'A model cools down.',
  'half-open': 'A breaker is half-open: one call may try.',
  closed: 'A breaker closed.',
};

/** Writes a warning for each change of a breaker's state: give it to the breaker as `onChange`. */
export function breakerLog(log: Log): (change: BreakerChange) => void {
  return ({ to, until, ...change }) =>
    log('warn', MESSAGES[to], { ...change, to, until: until === null ? null : new Date(until).toISOString() });
}
