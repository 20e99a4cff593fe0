import { extractOutputText } from '../chat';
import type { RouteEvent } from '../types';
import type { AttemptEvent } from './attempt-types';
import type { Callable } from './candidate-queue';
import { createFailure } from './failure';
import { type Ended, type Lane, type LanesInput, openLane, toStartEvent } from './lane';

/** Above the longest answer any model can give; a longer one is aborted. */
const MAX_CHARACTERS = 4_000_000;

/** An ended attempt with every event it produced. */
export interface CollectedAttempt extends Ended {
  events: AttemptEvent[];
}

/** Runs several attempts at once and reads each to its end. Returns their events instead of streaming them. */
export async function* gather(input: LanesInput): AsyncGenerator<RouteEvent, CollectedAttempt[]> {
  const pending = new Map<Lane, Promise<CollectedAttempt & { lane: Lane }>>();
  const all: CollectedAttempt[] = [];
  const begin = (callable: Callable): Lane => {
    const lane = openLane(input, callable, false);
    pending.set(
      lane,
      collect(lane).then((collected) => ({ ...collected, lane })),
    );
    return lane;
  };
  try {
    for (const lane of input.first.map(begin)) yield toStartEvent(lane);
    while (pending.size > 0) {
      const { lane, ...collected } = await Promise.race(pending.values());
      pending.delete(lane);
      all.push(collected);
      input.onEnd(collected);
      yield { type: 'attempt-end', attempt: collected.attempt };
      const next = collected.attempt.failure && input.replacementFor(collected);
      if (next) yield toStartEvent(begin(next));
    }
    return all;
  } finally {
    for (const { abort } of pending.keys()) abort.abort();
  }
}

async function collect({ callable, events: stream, abort }: Lane): Promise<CollectedAttempt> {
  const events: AttemptEvent[] = [];
  let characters = 0;
  for (let step = await stream.next(); ; step = await stream.next()) {
    if (step.done) return { ...step.value, callable, events: [...events, ...step.value.held] };
    if (events.length === 0) callable.permit.firstContent();
    events.push(step.value);
    if (step.value.type === 'chunk') characters += extractOutputText(step.value.chunk).length;
    if (characters > MAX_CHARACTERS)
      abort.abort(
        createFailure(
          'malformed',
          `${callable.provider.id} sent more than ${MAX_CHARACTERS.toLocaleString('en-US')} characters, too many to compare.`,
        ),
      );
  }
}
