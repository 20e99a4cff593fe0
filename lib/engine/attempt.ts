import { AttemptRecord } from './attempt-record';
import type { ChatRequest } from './chat';
import type { Deadlines } from './deadlines';
import { type Failure, failureOf, UpstreamError } from './failure';
import type { Attempt, Clock, Model, Provider, RouteEvent } from './types';
import { Watchdog } from './watchdog';

export interface AttemptInput {
  number: number;
  provider: Provider;
  model: Model;
  request: ChatRequest;
  signal: AbortSignal;
  deadlines: Deadlines;
  clock: Clock;
}

export type AttemptEvent = Extract<RouteEvent, { type: 'chunk' | 'answer' | 'usage' }>;

/**
 * One call to one provider. Yields nothing until the first content arrives, so that a failure before it can fall back
 * unseen; then yields everything as it comes. Never throws: the returned attempt says how it ended.
 */
export async function* attempt(input: AttemptInput): AsyncGenerator<AttemptEvent, AttemptResult> {
  const record = new AttemptRecord(input);
  const abort = new AbortController();
  const cancel = () => abort.abort(failureOf('cancelled', 'The client left before the answer was complete.'));
  if (input.signal.aborted) cancel();
  input.signal.addEventListener('abort', cancel, { once: true });
  const watchdog = new Watchdog(input.clock, input.deadlines, (failure) => abort.abort(failure));
  try {
    yield* readAnswer(input, record, watchdog, abort.signal);
    return record.finish(record.verdict());
  } catch (error) {
    return record.finish(failureFrom(error, abort.signal, input.provider.id));
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
}

async function* readAnswer(
  { provider, model, request }: AttemptInput,
  record: AttemptRecord,
  watchdog: Watchdog,
  signal: AbortSignal,
): AsyncGenerator<AttemptEvent> {
  const held: AttemptEvent[] = [];
  for await (const event of untilAborted(provider.stream({ model, request }, signal), signal)) {
    if (event.type === 'headers') {
      record.httpStatus = event.httpStatus;
      continue;
    }
    record.note(event);
    held.push(event);
    if (!record.committed) continue;
    watchdog.sawContent();
    yield* held.splice(0);
  }
  signal.throwIfAborted();
  if (record.verdict() === null) yield* held;
}

/** Ends with the abort even when the source does not notice it, so that no adapter can make a request hang. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => undefined);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
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

function isFailure(reason: unknown): reason is Failure {
  return typeof reason === 'object' && reason !== null && 'kind' in reason && 'breaker' in reason;
}
