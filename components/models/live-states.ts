import type { BreakerState } from '@/lib/engine/resilience/breaker';
import type { ParameterValue } from '@/lib/providers/sandbox/faults';

export type { BreakerState };

/** A breaker that lets nothing or only a probe through. */
export type TrippedState = Exclude<BreakerState, { state: 'closed' }>;

/** A fault of the sandbox that is on. */
export interface ActiveFault {
  /** The catalogue's id of the model. */
  model: string;
  fault: string;
  parameters: Record<string, ParameterValue>;
}

/** What the page asks the server for every few seconds. */
export interface LiveStates {
  /** The server's clock, epoch ms. */
  at: number;
  /** Every breaker that is not closed, by model id. */
  breakers: Record<string, TrippedState>;
  faults: ActiveFault[];
}

const CLOSED: BreakerState = { state: 'closed' };

export function stateOf({ breakers }: Pick<LiveStates, 'breakers'>, model: string): BreakerState {
  return breakers[model] ?? CLOSED;
}

/** A text that changes when a breaker or a fault does, but not while time passes. */
export function signatureOf({ breakers, faults }: LiveStates): string {
  const states = Object.entries(breakers).map(([model, { state }]) => `${model} ${state}`);
  return JSON.stringify([states.sort(), faults]);
}

/** What an action answers that changes breakers or faults. */
export type LiveAnswer = { ok: true; value: LiveStates } | { ok: false; message: string };
