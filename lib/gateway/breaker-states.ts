import type { Breaker, BreakerState } from '../engine/breaker';
import { AppError } from '../errors';
import type { Runtime } from './runtime';

/** Whose breaker: a model of a provider. */
export interface BreakerOwner {
  id: string;
  provider: string;
}

/** What state a breaker is in. The one place outside of the engine that knows how it is asked. */
export function breakerStateOf({ breaker }: Pick<Runtime, 'breaker'>, { id }: BreakerOwner): BreakerState {
  return breaker.stateOf(id);
}

/** What the engine's breaker offers to an operator who does not want to wait. */
type ProbingBreaker = Breaker & { probeNow?(owner: BreakerOwner): void };

/** Lets the next call to a model through as a probe, although its breaker is open. */
export function probeNow({ breaker }: Pick<Runtime, 'breaker'>, owner: BreakerOwner): void {
  const probing: ProbingBreaker = breaker;
  if (!probing.probeNow) throw new AppError('service_unavailable', 'This version cannot probe before the time is up.');
  probing.probeNow(owner);
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
