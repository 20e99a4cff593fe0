import type { Runtime } from '../../runtime/runtime';
import { trippedBreakers } from './breaker-states';
import { activeFaults } from './chaos';

/** This process's current breakers and faults, without a database query. */
export function liveStates(runtime: Pick<Runtime, 'breaker' | 'catalog' | 'sandbox'>) {
  return { at: Date.now(), breakers: trippedBreakers(runtime), faults: activeFaults(runtime) };
}
