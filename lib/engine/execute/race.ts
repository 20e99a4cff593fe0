import type { RouteEvent } from '../types';
import type { AttemptEvent, AttemptResult } from './attempt-types';
import type { Callable } from './candidate-queue';
import { failureOf } from './failure';
import { type Ended, type Lane, type LanesInput, openLane, startOf } from './lane';

type Step = IteratorResult<AttemptEvent, AttemptResult>;

/** With its next event already asked for. */
interface Runner extends Lane {
  next: Promise<{ runner: Runner; step: Step }>;
}

/** Has answered, without a word. */
interface Silent {
  runner: Runner;
  result: AttemptResult;
}

export interface RaceInput extends LanesInput {
  /** After how long without a word one more candidate is asked as well, and whom; null: never. */
  hedge: { afterMs: number; second: () => Callable | null; wait: (ms: number) => Pause } | null;
}

/** A wait that can be called off. */
export interface Pause {
  over: Promise<void>;
  cancel(): void;
}

/**
 * One attempt or several at once; with hedging a second one beside a first that is late. The first to speak is heard,
 * the others are cancelled and booked. An answer without a word is heard only when nobody else speaks. Returns all that
 * ended, the one that was heard last. (Dean & Barroso, "The Tail at Scale", CACM 56(2), 2013: hedged requests.)
 */
export async function* race(input: RaceInput): AsyncGenerator<RouteEvent, Ended[]> {
  const runners = input.first.map((callable) => start(input, callable));
  const ended: Ended[] = [];
  let silent: Silent | null = null;
  const end = ({ callable }: Lane, result: AttemptResult): RouteEvent & { type: 'attempt-end' } => {
    ended.push({ ...result, callable });
    input.onEnd({ ...result, callable });
    return { type: 'attempt-end', attempt: result.attempt };
  };
  const pause = input.hedge?.wait(input.hedge.afterMs);
  let late: Promise<null> | null = pause ? pause.over.then(() => null) : null;
  try {
    for (const runner of runners) yield startOf(runner);
    while (runners.length > 0) {
      const came = await Promise.race([...runners.map(({ next }) => next), ...(late ? [late] : [])]);
      if (came === null) {
        late = null;
        const second = input.hedge?.second();
        if (second) yield startOf(add(runners, start(input, second)));
        continue;
      }
      const { runner, step } = came;
      runners.splice(runners.indexOf(runner), 1);
      if (step.done && step.value.attempt.outcome === 'succeeded' && !silent) {
        silent = { runner, result: step.value };
        continue;
      }
      if (step.done) {
        yield end(runner, step.value);
        const next = input.instead(ended.at(-1) as Ended);
        if (next) yield startOf(add(runners, start(input, next)));
        continue;
      }
      if (silent) yield end(silent.runner, silent.result);
      silent = null;
      for (const loser of runners.splice(0)) yield end(loser, await lose(loser));
      runner.callable.permit.spoke();
      yield { ...startOf(runner), type: 'answering' };
      yield step.value;
      yield end(runner, yield* runner.events);
    }
    if (silent && !input.signal.aborted) {
      yield { ...startOf(silent.runner), type: 'answering' };
      yield* silent.result.held;
    }
    if (silent) yield end(silent.runner, silent.result);
    return ended;
  } finally {
    pause?.cancel();
    // A reader that stopped reading leaves nothing running behind it.
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

async function lose(runner: Runner): Promise<AttemptResult> {
  runner.abort.abort(failureOf('cancelled', 'Another model spoke first.'));
  let { step } = await runner.next;
  // It may have spoken at the same moment: what it said is not heard, only booked.
  while (!step.done) step = await runner.events.next();
  return step.value;
}
