import type { BreakerChange, BreakerState } from '../engine/resilience/breaker';
import type { Log } from '../log';

const MESSAGES: Record<BreakerState['state'], string> = {
  open: 'A breaker opened.',
  cooling: 'A model cools down.',
  'half-open': 'A breaker is half-open: one call may try.',
  closed: 'A breaker closed.',
};

/**
 * Writes a warning for each change of a breaker's state: give it to the breaker as `onChange`. Not why it opened: that
 * is a failure's sentence, and the line of the attempt has its kind.
 */
export function breakerLog(log: Log): (change: BreakerChange) => void {
  return ({ key, from, to }) => {
    const [provider] = key.split('/');
    // A key without a model is a provider's credential, and concerns all its models.
    const model = key === provider ? null : key;
    const until = 'until' in to ? new Date(to.until).toISOString() : null;
    log('warn', MESSAGES[to.state], { provider, model, from, to: to.state, until });
  };
}
