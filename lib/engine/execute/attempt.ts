import { AttemptRecord } from './attempt-record';
import type { AttemptEvent, AttemptInput, AttemptResult } from './attempt-types';
import { createFailure, type Failure, isFailure, UpstreamError } from './failure';
import { Watchdog } from './watchdog';

/** Above this without any content, an answer counts as malformed. */
const MAX_HELD_EVENTS = 1_000;

/**
 * One call to one provider. Yields nothing until the first content arrives, so that a failure before it can fall back
 * without a trace; then yields everything as it comes. An answer that ends without content is returned instead, for the
 * caller to pass on or to drop. Never throws: the returned attempt says how it ended.
 */
export async function* attempt(input: AttemptInput): AsyncGenerator<AttemptEvent, AttemptResult> {
  const record = new AttemptRecord(input);
  const held: AttemptEvent[] = [];
  const abort = new AbortController();
  const cancel = () => abort.abort(abortFailure(input.signal));
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
    // Aborts the upstream call when the reader stopped early; after a complete answer there is nothing to abort.
    if (!record.isOver) cancel();
  }
}

/** Why a request was stopped: the failure it was aborted with, else a disconnected client. */
export function abortFailure({ reason }: AbortSignal): Failure {
  return isFailure(reason) ? reason : createFailure('cancelled', 'The client left before the answer was complete.');
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
      throw new UpstreamError(
        createFailure('malformed', `${provider.id} sent ${MAX_HELD_EVENTS} events without content.`),
      );
    if (!record.committed) continue;
    watchdog.sawContent();
    yield* held.splice(0);
  }
  signal.throwIfAborted();
}

/** Ends on abort even when the source ignores it, so that no adapter can make a request hang. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal, watchdog: Watchdog): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  // One promise per wait: racing against a single long-lived one would retain every chunk of a long stream.
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
    // Not awaited: a source that ignores the abort would ignore this too.
    iterator.return?.()?.catch(() => undefined);
  }
}

function failureFrom(error: unknown, signal: AbortSignal, provider: string): Failure {
  // After an abort, its reason is the failure, whatever the adapter throws.
  if (signal.aborted && isFailure(signal.reason)) return signal.reason;
  if (error instanceof UpstreamError) return error.failure;
  return createFailure('malformed', `${provider} sent an answer that could not be read.`);
}
