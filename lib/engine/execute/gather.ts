import { outputTextOf } from '../chat';
import type { RouteEvent } from '../types';
import type { AttemptEvent } from './attempt-types';
import type { Callable } from './candidate-queue';
import { failureOf } from './failure';
import { type Ended, type Lane, type LanesInput, openLane, startOf } from './lane';

/** Longer than any model's longest answer: whoever writes more than this is not read on. */
const MAX_CHARACTERS = 4_000_000;

/** An attempt that has ended, and all that it said. */
export interface Heard extends Ended {
  events: AttemptEvent[];
}

/** Several attempts at once, each read to its end. What they say is not passed on, but returned with how they ended. */
export async function* gather(input: LanesInput): AsyncGenerator<RouteEvent, Heard[]> {
  const listening = new Map<Lane, Promise<Heard & { lane: Lane }>>();
  const all: Heard[] = [];
  const begin = (callable: Callable): Lane => {
    const lane = openLane(input, callable, false);
    listening.set(
      lane,
      listen(lane).then((heard) => ({ ...heard, lane })),
    );
    return lane;
  };
  try {
    for (const lane of input.first.map(begin)) yield startOf(lane);
    while (listening.size > 0) {
      const { lane, ...heard } = await Promise.race(listening.values());
      listening.delete(lane);
      all.push(heard);
      input.onEnd(heard);
      yield { type: 'attempt-end', attempt: heard.attempt };
      const next = heard.attempt.failure && input.instead(heard);
      if (next) yield startOf(begin(next));
    }
    return all;
  } finally {
    for (const { abort } of listening.keys()) abort.abort();
  }
}

async function listen({ callable, events: said, abort }: Lane): Promise<Heard> {
  const events: AttemptEvent[] = [];
  let characters = 0;
  for (let step = await said.next(); ; step = await said.next()) {
    if (step.done) return { ...step.value, callable, events: [...events, ...step.value.held] };
    if (events.length === 0) callable.permit.spoke();
    events.push(step.value);
    if (step.value.type === 'chunk') characters += outputTextOf(step.value.chunk).length;
    if (characters > MAX_CHARACTERS)
      abort.abort(failureOf('malformed', `${callable.provider.id} wrote more than can be compared.`));
  }
}
