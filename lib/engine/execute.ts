import type { Breaker } from './breaker';
import { type Callable, CandidateQueue } from './candidate-queue';
import type { Catalog } from './catalog/catalog';
import type { ChatRequest } from './chat';
import { type Deadlines, deadlinesOf } from './deadlines';
import { outcomeOf } from './outcome';
import { type Pause, type Raced, race } from './race';
import { RetryBudget } from './retry-budget';
import {
  type Attempt,
  type Clock,
  type Decision,
  type Model,
  type Outcome,
  type Provider,
  type RouteEvent,
  systemClock,
} from './types';

export const MAX_ATTEMPTS = 4;
/** Before the same model is asked again; with jitter, so that not all come back at once. */
const REPEAT_AFTER_MS = 200;

export interface ExecuteInput {
  decision: Decision;
  request: ChatRequest;
  catalog: Catalog;
  providers: ReadonlyMap<string, Provider>;
  breaker: Breaker;
  /** Aborts when the client leaves, or with a `Failure` as its reason. */
  signal: AbortSignal;
  /** One for the process; without it retries are not budgeted. */
  retryBudget?: RetryBudget;
  /** The deadlines of calls to a provider; without it the defaults. */
  deadlinesFor?: (provider: string) => Deadlines;
  /**
   * After how many ms without a word from a model a second one is asked; without it nobody is hedged. Told the expected
   * length of an answer in one piece, or null for a stream.
   */
  hedgeAfterMs?: (model: Model, outputTokens: number | null) => number;
  /** A refusal before any content asks the next candidate; the last one's is the answer. */
  fallbackOnRefusal?: boolean;
  clock?: Clock;
  /** From [0, 1). */
  random?: () => number;
  maxAttempts?: number;
}

/**
 * Carries a decision out: tries the candidates in order until one answers. Before the first content a failure falls
 * back unseen; after it the stream ends with the failure told. Never throws, and the last event is always `end`:
 * to stop early, abort `signal` and read on.
 */
export async function* execute(input: ExecuteInput): AsyncGenerator<RouteEvent> {
  const { decision, catalog, providers, breaker, clock = systemClock, maxAttempts = MAX_ATTEMPTS } = input;
  const startedAt = clock.now();
  const budget = input.retryBudget ?? new RetryBudget(clock);
  budget.share.asked();
  const queue = new CandidateQueue({ ...decision, catalog, providers, breaker, budget, maxAttempts });
  const run: Run = { input, clock, startedAt, queue, attempts: [], counted: new Set() };
  let answeredBy: Attempt | null = null;
  try {
    for (let next = queue.first(); next; ) {
      if (next.isRepeat) await pause(run, REPEAT_AFTER_MS).over;
      const last: Raced = yield* tryOne(run, next);
      if (last.committed || last.attempt.outcome === 'succeeded') answeredBy = last.attempt;
      next = answeredBy || isOutOfTime(run) ? null : after(run, last);
    }
  } finally {
    queue.close();
  }
  if (answeredBy?.outcome === 'succeeded' && run.attempts.length === 1) budget.succeeded();
  yield { type: 'end', outcome: sumUp(run, answeredBy) };
}

/** What one request's attempts share. */
interface Run {
  input: ExecuteInput;
  clock: Clock;
  startedAt: number;
  queue: CandidateQueue;
  attempts: Attempt[];
  /** Models whose failure this request has counted. */
  counted: Set<string>;
}

/** One attempt, or two that race; returns the one that was heard, or failed last. */
async function* tryOne(run: Run, first: Callable): AsyncGenerator<RouteEvent, Raced> {
  const { input, clock, startedAt, queue } = run;
  const { request, signal, hedgeAfterMs, fallbackOnRefusal = false } = input;
  let started = run.attempts.length;
  const ended = yield* race({
    first,
    signal,
    nextNumber: () => ++started,
    inputFor: (callable, either) => ({
      request,
      clock,
      signal: either,
      requestStartedAt: startedAt,
      deadlines: deadlinesFor(input, callable.provider.id),
      refusalFails: fallbackOnRefusal && queue.hasMore,
    }),
    hedge: hedgeAfterMs
      ? {
          afterMs: hedgeAfterMs(first.model, request.stream ? null : input.decision.estimate.outputTokens),
          second: () => queue.beside(),
          wait: (ms) => pause(run, ms, 0),
        }
      : null,
  });
  for (const one of ended) settle(run, one);
  return ended.at(-1) as Raced;
}

function after({ queue }: Run, { callable, attempt: { failure } }: Raced): Callable | null {
  return failure && queue.after(callable, failure);
}

/** Tells the breaker, once a request and model: a failure that repeats itself within a request is one failure. */
function settle({ attempts, counted }: Run, { attempt, callable: { permit } }: Raced): void {
  attempts.push(attempt);
  const { failure, model } = attempt;
  if (failure === null) permit.succeeded();
  else if (failure.breaker === 'failure' && counted.has(model)) permit.release();
  else permit.failed(failure);
  if (failure !== null) counted.add(model);
}

function deadlinesFor({ deadlinesFor: told }: ExecuteInput, provider: string): Deadlines {
  return told ? told(provider) : deadlinesOf(provider, {});
}

function isOutOfTime({ input, clock, startedAt, attempts }: Run): boolean {
  const provider = attempts.at(-1)?.provider ?? '';
  return input.signal.aborted || clock.now() - startedAt >= deadlinesFor(input, provider).totalMs;
}

function pause({ clock, input: { random = Math.random } }: Run, ms: number, jitter = 1): Pause {
  let resolveNow: () => void;
  const over = new Promise<void>((resolve) => {
    resolveNow = resolve;
  });
  const cancel = clock.after(ms * (1 + random() * jitter), () => resolveNow());
  return { over, cancel };
}

function sumUp({ input, clock, startedAt, attempts }: Run, answeredBy: Attempt | null): Outcome {
  const { decision, catalog } = input;
  const now = clock.now();
  attempts.sort((a, b) => a.number - b.number);
  const retryAfterMs = attempts.length > 0 ? null : soonestOpening(input, now);
  return outcomeOf({ attempts, answeredBy, startedAt, totalMs: now - startedAt, decision, catalog, retryAfterMs });
}

/** When the first of the candidates may be called again, in ms from now. */
function soonestOpening({ decision, breaker }: ExecuteInput, now: number): number {
  const waits = decision.candidates.map(({ model, provider }) => {
    const state = breaker.stateOf({ id: model, provider });
    return 'until' in state ? state.until - now : 0;
  });
  return Math.max(0, Math.min(...waits));
}
