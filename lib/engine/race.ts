import { type AttemptEvent, type AttemptResult, attempt } from './attempt';
import type { Callable } from './candidate-queue';
import { failureOf } from './failure';
import type { RouteEvent } from './types';

type LaneInput = Omit<Parameters<typeof attempt>[0], 'model' | 'provider' | 'number'>;
type Step = IteratorResult<AttemptEvent, AttemptResult>;

/** One attempt on its way, with its next event already asked for. */
interface Lane {
  callable: Callable;
  number: number;
  events: AsyncGenerator<AttemptEvent, AttemptResult>;
  abort: AbortController;
  next: Promise<{ lane: Lane; step: Step }>;
}

export interface RaceInput {
  first: Callable;
  /** What the attempt gets, whichever candidate it goes to. */
  inputFor(callable: Callable, signal: AbortSignal): LaneInput;
  /** The number of the next attempt of the request. */
  nextNumber(): number;
  signal: AbortSignal;
  /** After how long without a word a second candidate is asked as well, and whom; null: never. */
  hedge: { afterMs: number; second: () => Callable | null; wait: (ms: number) => Pause } | null;
}

/** A wait that can be called off. */
export interface Pause {
  over: Promise<void>;
  cancel(): void;
}

export interface Raced extends AttemptResult {
  callable: Callable;
}

/**
 * One attempt; or with hedging a second one beside it when the first is late. The first to speak is heard, the other is
 * cancelled and booked. Returns all that ended, the one that was heard last. (Dean & Barroso, "The Tail at Scale",
 * CACM 56(2), 2013: hedged requests.)
 */
export async function* race(input: RaceInput): AsyncGenerator<RouteEvent, Raced[]> {
  const lanes = [start(input, input.first)];
  const ended: Raced[] = [];
  yield startOf(lanes[0] as Lane);
  const pause = input.hedge?.wait(input.hedge.afterMs);
  let late: Promise<null> | null = pause ? pause.over.then(() => null) : null;
  try {
    while (lanes.length > 0) {
      const came = await Promise.race([...lanes.map(({ next }) => next), ...(late ? [late] : [])]);
      if (came === null) {
        late = null;
        const second = input.hedge?.second();
        if (second) yield startOf(add(lanes, start(input, second)));
        continue;
      }
      const { lane, step } = came;
      lanes.splice(lanes.indexOf(lane), 1);
      if (step.done) {
        ended.push({ ...step.value, callable: lane.callable });
        yield { type: 'attempt-end', attempt: step.value.attempt };
        continue;
      }
      for (const loser of lanes.splice(0)) ended.push(yield* lose(loser));
      lane.callable.permit.spoke();
      yield { ...startOf(lane), type: 'answering' };
      yield step.value;
      const result = yield* lane.events;
      yield { type: 'attempt-end', attempt: result.attempt };
      ended.push({ ...result, callable: lane.callable });
    }
    return ended;
  } finally {
    pause?.cancel();
    // A reader that stopped reading leaves nothing running behind it.
    for (const { abort } of lanes) abort.abort();
  }
}

function start({ inputFor, nextNumber, signal, hedge }: RaceInput, callable: Callable): Lane {
  const abort = new AbortController();
  const number = nextNumber();
  const { model, provider } = callable;
  const either = hedge ? AbortSignal.any([signal, abort.signal]) : signal;
  const events = attempt({ ...inputFor(callable, either), model, provider, number });
  const lane = { callable, number, events, abort } as Lane;
  lane.next = events.next().then((step) => ({ lane, step }));
  return lane;
}

function add(lanes: Lane[], lane: Lane): Lane {
  lanes.push(lane);
  return lane;
}

function startOf({ callable, number }: Lane) {
  return { type: 'attempt-start' as const, number, provider: callable.provider.id, model: callable.model.id };
}

async function* lose(lane: Lane): AsyncGenerator<RouteEvent, Raced> {
  lane.abort.abort(failureOf('cancelled', 'Another model spoke first.'));
  let { step } = await lane.next;
  // It may have spoken at the same moment: what it said is not heard, only booked.
  while (!step.done) step = await lane.events.next();
  yield { type: 'attempt-end', attempt: step.value.attempt };
  return { ...step.value, callable: lane.callable };
}
