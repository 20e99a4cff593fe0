import type { RouteEvent } from '../types';
import type { AttemptEvent, AttemptResult } from './attempt-types';
import type { Callable } from './candidate-queue';
import { createFailure } from './failure';
import { type Ended, type Lane, type LanesInput, openLane, toStartEvent } from './lane';

type Step = IteratorResult<AttemptEvent, AttemptResult>;

/** A lane whose next event is being read. */
interface Runner extends Lane {
  next: Promise<{ runner: Runner; step: Step }>;
}

/** A call that succeeded without any content. */
interface EmptyAnswer {
  runner: Runner;
  result: AttemptResult;
}

export interface RaceInput extends LanesInput {
  /** Calls `second()` after `afterMs` without content; null: no hedging. */
  hedge: { afterMs: number; second: () => Callable | null; wait: (ms: number) => Pause } | null;
}

/** A wait that can be cancelled. */
export interface Pause {
  over: Promise<void>;
  cancel(): void;
}

/**
 * Runs one attempt, or several at once; hedging adds a second call when the first is slow. The first call with content
 * is streamed; the others are cancelled and their cost is recorded. An empty answer is used only when no other call has
 * content. Returns all ended attempts, the streamed one last. (Hedged requests: Dean & Barroso, "The Tail at Scale",
 * CACM 56(2), 2013.)
 */
export async function* race(input: RaceInput): AsyncGenerator<RouteEvent, Ended[]> {
  const runners = input.first.map((callable) => start(input, callable));
  const ended: Ended[] = [];
  let empty: EmptyAnswer | null = null;
  const finish = ({ callable }: Lane, result: AttemptResult): RouteEvent & { type: 'attempt-end' } => {
    ended.push({ ...result, callable });
    input.onEnd({ ...result, callable });
    return { type: 'attempt-end', attempt: result.attempt };
  };
  const pause = input.hedge?.wait(input.hedge.afterMs);
  let late: Promise<null> | null = pause ? pause.over.then(() => null) : null;
  try {
    for (const runner of runners) yield toStartEvent(runner);
    while (runners.length > 0) {
      const settled = await Promise.race([...runners.map(({ next }) => next), ...(late ? [late] : [])]);
      if (settled === null) {
        late = null;
        const second = input.hedge?.second();
        if (second) yield toStartEvent(add(runners, start(input, second)));
        continue;
      }
      const { runner, step } = settled;
      runners.splice(runners.indexOf(runner), 1);
      if (step.done && step.value.attempt.outcome === 'succeeded' && !empty) {
        empty = { runner, result: step.value };
        continue;
      }
      if (step.done) {
        yield finish(runner, step.value);
        const next = input.replacementFor(ended.at(-1) as Ended);
        if (next) yield toStartEvent(add(runners, start(input, next)));
        continue;
      }
      if (empty) yield finish(empty.runner, empty.result);
      empty = null;
      for (const loser of runners.splice(0)) yield finish(loser, await cancelLoser(loser));
      runner.callable.permit.firstContent();
      yield { ...toStartEvent(runner), type: 'answering' };
      yield step.value;
      yield finish(runner, yield* runner.events);
    }
    if (empty && !input.signal.aborted) {
      yield { ...toStartEvent(empty.runner), type: 'answering' };
      yield* empty.result.held;
    }
    if (empty) yield finish(empty.runner, empty.result);
    return ended;
  } finally {
    pause?.cancel();
    // When the reader stops early, no call keeps running.
    for (const { abort } of runners) abort.abort();
  }
}

function start(input: RaceInput, callable: Callable): Runner {
  const runner = openLane(input, callable, input.first.length === 1 && !input.hedge) as Runner;
  runner.next = runner.events.next().then((step) => ({ runner, step }));
  return runner;
}

function add(runners: Runner[], runner: Runner): Runner {
  runners.push(runner);
  return runner;
}

async function cancelLoser(runner: Runner): Promise<AttemptResult> {
  runner.abort.abort(createFailure('cancelled', 'Another model responded first.'));
  let { step } = await runner.next;
  // It may have responded at the same moment; its content is dropped and its cost recorded.
  while (!step.done) step = await runner.events.next();
  return step.value;
}
