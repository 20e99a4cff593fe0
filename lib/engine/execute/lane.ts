import { attempt } from './attempt';
import type { AttemptEvent, AttemptResult } from './attempt-types';
import type { Callable } from './candidate-queue';

/** The part of an attempt's input that does not depend on the candidate. */
export type LaneInput = Omit<Parameters<typeof attempt>[0], 'model' | 'provider' | 'number'>;

/** An ended attempt and the candidate it called. */
export interface Ended extends AttemptResult {
  callable: Callable;
}

/** Input shared by calls that run in parallel. */
export interface LanesInput {
  /** Called at the same time. */
  first: Callable[];
  inputFor(callable: Callable, signal: AbortSignal): LaneInput;
  /** The number of the next attempt of the request. */
  nextNumber(): number;
  signal: AbortSignal;
  /** Called with each attempt that ends. */
  onEnd(ended: Ended): void;
  /** The candidate to call at once in place of a failed one; null when there is none. */
  replacementFor(failed: Ended): Callable | null;
}

/** A running attempt. */
export interface Lane {
  callable: Callable;
  number: number;
  events: AsyncGenerator<AttemptEvent, AttemptResult>;
  abort: AbortController;
}

/** Prepares a call; it starts when its first event is read. A single call shares the request's abort signal. */
export function openLane({ inputFor, nextNumber, signal }: LanesInput, callable: Callable, isAlone: boolean): Lane {
  const abort = new AbortController();
  const number = nextNumber();
  const { model, provider } = callable;
  const either = isAlone ? signal : AbortSignal.any([signal, abort.signal]);
  return { callable, number, abort, events: attempt({ ...inputFor(callable, either), model, provider, number }) };
}

export function toStartEvent({ callable, number }: Lane) {
  return { type: 'attempt-start' as const, number, provider: callable.provider.id, model: callable.model.id };
}
