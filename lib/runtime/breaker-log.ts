import type { BreakerChange, BreakerState } from '../engine/resilience/breaker';
import type { Log } from '../log';

const MESSAGES: Record<BreakerState['state'], string> = {
  open: 'A breaker opened.',
  cooling: 'A model cools down.',
  'half-open': 'A breaker is half-open: one call may try.',
  closed: 'A breaker closed.',
};

/**
 * A breaker's `onChange` that logs a warning for each change of state. It leaves out the reason: a vendor's error message
 * may quote the prompt, and the attempt's log line has the kind of failure.
 */
export function breakerLog(log: Log): (change: BreakerChange) => void {
  return ({ key, from, to }) => {
    const [provider] = key.split('/');
    // A key without a model stands for a provider's credential and covers all its models.
    const model = key === provider ? null : key;
    const until = 'until' in to ? new Date(to.until).toISOString() : null;
    log('warn', MESSAGES[to.state], { provider, model, from, to: to.state, until });
  };
}
