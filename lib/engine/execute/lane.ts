import { attempt } from './attempt';
import type { AttemptEvent, AttemptResult } from './attempt-types';
import type { Callable } from './candidate-queue';

/** What an attempt gets, whichever candidate it goes to. */
export type LaneInput = Omit<Parameters<typeof attempt>[0], 'model' | 'provider' | 'number'>;

/** An attempt that has ended, and what called it. */
export interface Ended extends AttemptResult {
  callable: Callable;
}

/** What calls that run beside each other share. */
export interface LanesInput {
  /** Asked at once. */
  first: Callable[];
  inputFor(callable: Callable, signal: AbortSignal): LaneInput;
  /** The number of the next attempt of the request. */
  nextNumber(): number;
  signal: AbortSignal;
  /** Told of each attempt that has ended. */
  onEnd(ended: Ended): void;
  /** Whom to ask at once in place of one that failed; null: nobody. */
  instead(failed: Ended): Callable | null;
}

/** One attempt on its way. */
export interface Lane {
  callable: Callable;
  number: number;
  events: AsyncGenerator<AttemptEvent, AttemptResult>;
  abort: AbortController;
}

/** Readies a call; it begins with the first event that is asked for. One that is alone needs no signal of its own. */
export function openLane({ inputFor, nextNumber, signal }: LanesInput, callable: Callable, isAlone: boolean): Lane {
  const abort = new AbortController();
  const number = nextNumber();
  const { model, provider } = callable;
  const either = isAlone ? signal : AbortSignal.any([signal, abort.signal]);
  return { callable, number, abort, events: attempt({ ...inputFor(callable, either), model, provider, number }) };
}

export function startOf({ callable, number }: Lane) {
  return { type: 'attempt-start' as const, number, provider: callable.provider.id, model: callable.model.id };
}
