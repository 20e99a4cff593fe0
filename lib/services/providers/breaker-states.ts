import type { BreakerState } from '../../engine/resilience/breaker';
import type { Runtime } from '../../runtime/runtime';

/** A breaker that blocks all calls or all but a probe. */
export type TrippedState = Exclude<BreakerState, { state: 'closed' }>;

/** Every breaker of this process that is not closed, by model id. */
export function trippedBreakers(runtime: Pick<Runtime, 'breaker' | 'catalog'>): Record<string, TrippedState> {
  const tripped: Record<string, TrippedState> = {};
  for (const model of runtime.catalog.all()) {
    const state = runtime.breaker.stateOf(model);
    if (state.state !== 'closed') tripped[model.id] = state;
  }
  return tripped;
}
