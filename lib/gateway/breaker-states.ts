import type { BreakerState } from '../engine/breaker';
import type { Runtime } from './runtime';

/** Whose breaker: a model of a provider. */
export interface BreakerOwner {
  id: string;
  provider: string;
}

/** What state a model is in, its provider's credential included. */
export function breakerStateOf({ breaker }: Pick<Runtime, 'breaker'>, owner: BreakerOwner): BreakerState {
  return breaker.stateOf(owner);
}

/** Lets the next call to a model through, as a probe where its breaker is open, although its time is not up. */
export function probeNow({ breaker }: Pick<Runtime, 'breaker'>, owner: BreakerOwner): void {
  breaker.probeNow(owner);
}

/** A breaker that lets nothing or only a probe through. */
export type TrippedState = Exclude<BreakerState, { state: 'closed' }>;

/** Every breaker of this process that is not closed, by model id. */
export function trippedBreakers(runtime: Pick<Runtime, 'breaker' | 'catalog'>): Record<string, TrippedState> {
  const tripped: Record<string, TrippedState> = {};
  for (const model of runtime.catalog.all()) {
    const state = breakerStateOf(runtime, model);
    if (state.state !== 'closed') tripped[model.id] = state;
  }
  return tripped;
}
