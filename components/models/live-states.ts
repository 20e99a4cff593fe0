import type { BreakerState } from '@/lib/engine/resilience/breaker';
import type { ParameterValue } from '@/lib/providers/sandbox/faults';

export type { BreakerState };

/** A breaker that lets no call or only a probe through. */
export type TrippedState = Exclude<BreakerState, { state: 'closed' }>;

/** An active fault of the sandbox. */
export interface ActiveFault {
  /** Catalogue id. */
  model: string;
  fault: string;
  parameters: Record<string, ParameterValue>;
}

/** The polled state of breakers and faults. */
export interface LiveStates {
  /** The server's clock, epoch ms. */
  at: number;
  /** Every breaker that is not closed, by model id. */
  breakers: Record<string, TrippedState>;
  faults: ActiveFault[];
}

const CLOSED: BreakerState = { state: 'closed' };

export function findBreakerState({ breakers }: Pick<LiveStates, 'breakers'>, model: string): BreakerState {
  return breakers[model] ?? CLOSED;
}

/** Changes with the state of breakers and faults, but not with time. */
export function toSignature({ breakers, faults }: LiveStates): string {
  const states = Object.entries(breakers).map(([model, { state }]) => `${model} ${state}`);
  return JSON.stringify([states.sort(), faults]);
}

/** The result of an action that changes breakers or faults. */
export type LiveAnswer = { ok: true; value: LiveStates } | { ok: false; message: string };
