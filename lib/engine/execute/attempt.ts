import type { ChatRequest } from '../chat';
import type { Attempt, Clock, Model, Provider, RouteEvent } from '../types';
import { AttemptRecord } from './attempt-record';
import type { Deadlines } from './deadlines';
import { type Failure, failureOf, isFailure, UpstreamError } from './failure';
import { Watchdog } from './watchdog';

export interface AttemptInput {
  number: number;
  provider: Provider;
  model: Model;
  request: ChatRequest;
  /** Aborts with a `Failure` as its reason, or without one when the client left. */
  signal: AbortSignal;
  deadlines: Deadlines;
  /** When the whole request began, in epoch ms. */
  requestStartedAt: number;
  /** A refusal before any content counts as a failure, so that another model is asked. */
  refusalFails: boolean;
  clock: Clock;
}

export type AttemptEvent = Extract<RouteEvent, { type: 'chunk' | 'answer' | 'usage' }>;

/** More than this before any content is no way to begin an answer. */
const MAX_HELD_EVENTS = 1_000;

/**
 * One call to one provider. Yields nothing until the first content arrives, so that a failure before it can fall back
 * unseen; then yields everything as it comes. What ends without content is returned instead, for the caller to give or
 * to drop. Never throws: the returned attempt says how it ended.
 */
export async function* attempt(input: AttemptInput): AsyncGenerator<AttemptEvent, AttemptResult> {
  const record = new AttemptRecord(input);
  const held: AttemptEvent[] = [];
  const abort = new AbortController();
  const cancel = () => abort.abort(reasonOf(input.signal));
  if (input.signal.aborted) cancel();
  input.signal.addEventListener('abort', cancel, { once: true });
  const isStream = Boolean(input.request.stream);
  const watchdog = new Watchdog({ ...input, isStream, onTimeout: (failure) => abort.abort(failure) });
  try {
    yield* readAnswer(input, { record, held, watchdog, signal: abort.signal });
    return { ...record.finish(record.verdict()), held };
  } catch (error) {
    return { ...record.finish(failureFrom(error, abort.signal, input.provider.id)), held };
  } finally {
    watchdog.stop();
    input.signal.removeEventListener('abort', cancel);
    // Frees the upstream call of a reader that stopped reading; after a whole answer there is nothing to free.
    if (!record.isOver) cancel();
  }
}

export interface AttemptResult {
  attempt: Attempt;
  /** Content has reached the caller: there is no way back. */
  committed: boolean;
  /** What came without any content to show; with no failure or a refusal, the whole of an answer. */
  held: AttemptEvent[];
}

/** Why a request was stopped: the failure it was aborted with, else the client has left. */
export function reasonOf({ reason }: AbortSignal): Failure {
  return isFailure(reason) ? reason : failureOf('cancelled', 'The client left before the answer was complete.');
}

interface Reading {
  record: AttemptRecord;
  held: AttemptEvent[];
  watchdog: Watchdog;
  signal: AbortSignal;
}

async function* readAnswer(
  { provider, model, request, deadlines }: AttemptInput,
  { record, held, watchdog, signal }: Reading,
): AsyncGenerator<AttemptEvent> {
  const { connectMs } = deadlines;
  for await (const event of untilAborted(provider.stream({ model, request, connectMs }, signal), signal, watchdog)) {
    watchdog.sawHeaders();
    if (event.type === 'headers') {
      record.httpStatus = event.httpStatus;
      continue;
    }
    record.note(event);
    held.push(event);
    if (held.length > MAX_HELD_EVENTS)
      throw new UpstreamError(failureOf('malformed', `${provider.id} sent ${MAX_HELD_EVENTS} events without content.`));
    if (!record.committed) continue;
    watchdog.sawContent();
    yield* held.splice(0);
  }
  signal.throwIfAborted();
}

/** Ends with the abort even when the source does not notice it, so that no adapter can make a request hang. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal, watchdog: Watchdog): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  // One promise a wait, not a race against one for all: that one would remember every chunk of a long stream.
  let giveUp: (reason: unknown) => void = () => undefined;
  signal.addEventListener('abort', () => giveUp(signal.reason), { once: true });
  try {
    for (;;) {
      watchdog.startWaiting();
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        giveUp = reject;
        if (signal.aborted) reject(signal.reason);
        iterator.next().then(resolve, reject);
      });
      watchdog.stopWaiting();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a source that does not notice the abort would not notice this either.
    iterator.return?.()?.catch(() => undefined);
  }
}

function failureFrom(error: unknown, signal: AbortSignal, provider: string): Failure {
  // Whatever an adapter throws once it was told to stop, the reason for stopping is the truth.
  if (signal.aborted && isFailure(signal.reason)) return signal.reason;
  if (error instanceof UpstreamError) return error.failure;
  return failureOf('malformed', `${provider} sent an answer that could not be read.`);
}
