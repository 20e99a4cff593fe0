import type { Runtime } from '../../runtime/runtime';
import { trippedBreakers } from './breaker-states';
import { activeFaults } from './chaos';

/** What an operator watches: this process's breakers and faults, as they are now. Asks no database. */
export function liveStates(runtime: Pick<Runtime, 'breaker' | 'catalog' | 'sandbox'>) {
  return { at: Date.now(), breakers: trippedBreakers(runtime), faults: activeFaults(runtime) };
}
