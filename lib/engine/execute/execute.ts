import type { Catalog } from '../catalog/catalog';
import type { ChatRequest } from '../chat';
import { consult } from '../consensus/consult';
import { countLanes, maxAttemptsFor } from '../decide/lanes';
import type { Breaker } from '../resilience/breaker';
import { RetryBudget } from '../resilience/retry-budget';
import {
  type Attempt,
  type Clock,
  type Consensus,
  type Decision,
  type Model,
  type Outcome,
  type Provider,
  type RouteEvent,
  systemClock,
} from '../types';
import { abortFailure } from './attempt';
import { type Callable, CandidateQueue } from './candidate-queue';
import { type Deadlines, resolveDeadlines } from './deadlines';
import { gather } from './gather';
import type { Ended, LanesInput } from './lane';
import { buildOutcome } from './outcome';
import { type Pause, race } from './race';

/** Pause before the same model is called again; jitter spreads the retries of many requests. */
const REPEAT_AFTER_MS = 200;

export interface ExecuteInput {
  decision: Decision;
  request: ChatRequest;
  catalog: Catalog;
  providers: ReadonlyMap<string, Provider>;
  breaker: Breaker;
  /** Aborts when the client disconnects, or with a `Failure` as its reason. */
  signal: AbortSignal;
  /** Shared by all requests of the process; without it each request has its own. */
  retryBudget?: RetryBudget;
  /** Deadlines of calls to a provider; defaults to `DEFAULT_DEADLINES`. */
  deadlinesFor?: (provider: string) => Deadlines;
  /**
   * Milliseconds without content after which a second model is called; without it nothing is hedged. Receives the
   * expected output tokens of a non-streamed answer, or null for a stream.
   */
  hedgeAfterMs?: (model: Model, outputTokens: number | null) => number;
  /** Falls back when a model refuses before any content. If all refuse, the last refusal is the answer. */
  fallbackOnRefusal?: boolean;
  clock?: Clock;
  /** From [0, 1). */
  random?: () => number;
  maxAttempts?: number;
}

/**
 * Executes a decision: tries the candidates in order until one answers, or calls several at once for a parallel
 * decision. A failure before the first content falls back silently; after it, the stream ends with the failure. Never
 * throws, and the last event is always `end`. To stop early, abort `signal` and read to the end.
 */
export async function* execute(input: ExecuteInput): AsyncGenerator<RouteEvent> {
  const {
    decision,
    catalog,
    providers,
    breaker,
    signal,
    clock = systemClock,
    maxAttempts = maxAttemptsFor(decision),
  } = input;
  const startedAt = clock.now();
  const budget = input.retryBudget ?? new RetryBudget(clock);
  budget.share.recordRequest();
  const queue = new CandidateQueue({ ...decision, catalog, providers, breaker, budget, maxAttempts });
  const run: Run = { input, clock, startedAt, queue, attempts: [], counted: new Set(), refused: null, agreement: null };
  const ask = decision.parallel?.consensus ? askForConsensus : askFirst;
  const lanes = countLanes(decision);
  let answeredBy: Attempt | null = null;
  try {
    for (let next = queue.first(lanes); next.length > 0; ) {
      if (next[0]?.isRepeat) await pause(run, REPEAT_AFTER_MS).over;
      if (signal.aborted) {
        for (const { permit } of next) permit.failed(abortFailure(signal));
        break;
      }
      const result: AskResult = yield* ask(run, next);
      answeredBy = result.answeredBy;
      // Failed parallel calls were already replaced where possible.
      const isOver = answeredBy !== null || next.length > 1 || isOutOfTime(run);
      next = isOver ? [] : nextCandidate(run, result.last);
    }
  } finally {
    queue.close();
  }
  answeredBy ??= yield* refusalAsAnswer(run);
  if (answeredBy?.outcome === 'succeeded' && hadNoFailures(run, lanes)) budget.succeeded();
  yield { type: 'end', outcome: finish(run, answeredBy) };
}

/** State shared by the attempts of one request. */
interface Run {
  input: ExecuteInput;
  clock: Clock;
  startedAt: number;
  queue: CandidateQueue;
  attempts: Attempt[];
  /** Models with a failure already reported to the breaker by this request. */
  counted: Set<string>;
  /** The last attempt that ended in a refusal and caused a fallback. */
  refused: Ended | null;
  /** The consensus result and when it was reached. */
  agreement: { consensus: Consensus; at: number } | null;
}

interface AskResult {
  /** The attempt whose content the caller received, if any. */
  answeredBy: Attempt | null;
  last: Ended;
}

/** Runs one attempt, or several of which the first with content is streamed. */
async function* askFirst(run: Run, first: Callable[]): AsyncGenerator<RouteEvent, AskResult> {
  const { input, queue } = run;
  const { request, hedgeAfterMs } = input;
  const [only] = first.length === 1 && !input.decision.parallel ? first : [];
  const ended = yield* race({
    ...lanesInput(run, first),
    hedge:
      only && hedgeAfterMs
        ? {
            afterMs: hedgeAfterMs(only.model, request.stream ? null : input.decision.estimate.outputTokens),
            second: () => (input.signal.aborted ? null : queue.nextHedge()),
            wait: (ms) => pause(run, ms, 0),
          }
        : null,
  });
  const last = ended.at(-1) as Ended;
  const isAnswer = last.committed || (last.attempt.outcome === 'succeeded' && !input.signal.aborted);
  return { last, answeredBy: isAnswer ? last.attempt : null };
}

/** Runs several attempts to their end, then returns the answer that most of them agree on, unchanged. */
async function* askForConsensus(run: Run, first: Callable[]): AsyncGenerator<RouteEvent, AskResult> {
  const { input, clock, attempts } = run;
  const collected = yield* gather(lanesInput(run, first));
  const complete = collected.filter(({ attempt }) => attempt.outcome === 'succeeded');
  const last = collected.at(-1) as Ended;
  if (complete.length === 0 || input.signal.aborted) return { last, answeredBy: null };
  const { decision, request } = input;
  const format = request.response_format?.type ?? 'text';
  const { chosen, consensus } = consult({
    decision,
    of: countLanes(decision),
    isJson: format !== 'text',
    complete,
    attempts,
  });
  const { attempt, events } = complete[chosen] as (typeof complete)[number];
  run.agreement = { consensus, at: clock.now() };
  yield { type: 'consensus', consensus };
  yield { type: 'answering', number: attempt.number, provider: attempt.provider, model: attempt.model };
  yield* events;
  return { last, answeredBy: attempt };
}

/** Returns the last refusal as the answer when every attempt was a refusal. */
function* refusalAsAnswer({ input, attempts, refused }: Run): Generator<RouteEvent, Attempt | null> {
  const areRefusals = attempts.every(({ failure }) => failure?.kind === 'refusal');
  if (!refused || !areRefusals || input.signal.aborted) return null;
  const answer: Attempt = { ...refused.attempt, outcome: 'succeeded', failure: null };
  attempts[attempts.indexOf(refused.attempt)] = answer;
  yield { type: 'answering', number: answer.number, provider: answer.provider, model: answer.model };
  yield* refused.held;
  return answer;
}

function lanesInput(run: Run, first: Callable[]): LanesInput {
  const { input, clock, startedAt, queue } = run;
  const { request, signal, fallbackOnRefusal = false } = input;
  let started = run.attempts.length;
  return {
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
    onEnd: (ended) => recordEnd(run, ended),
    replacementFor: ({ callable, attempt: { failure } }) =>
      first.length > 1 && failure && !isOutOfTime(run) ? queue.replacementFor(callable, failure) : null,
  };
}

function nextCandidate({ queue }: Run, { callable, attempt: { failure } }: Ended): Callable[] {
  const next = failure && queue.nextAfter(callable, failure);
  return next ? [next] : [];
}

/** Reports an attempt to the breaker. Repeated failures of one model within a request count once. */
function recordEnd(run: Run, ended: Ended): void {
  const { attempts, counted } = run;
  const { attempt, callable } = ended;
  const { permit } = callable;
  const { failure, model } = attempt;
  attempts.push(attempt);
  if (failure?.kind === 'refusal') run.refused = ended;
  if (failure === null) permit.succeeded();
  else if (failure.breaker === 'failure' && counted.has(model)) permit.release();
  else permit.failed(failure);
  if (failure !== null) counted.add(model);
}

function deadlinesFor({ deadlinesFor: configured }: ExecuteInput, provider: string): Deadlines {
  return configured ? configured(provider) : resolveDeadlines(provider, {});
}

function isOutOfTime({ input, clock, startedAt, attempts }: Run): boolean {
  const provider = attempts.at(-1)?.provider ?? '';
  return input.signal.aborted || clock.now() - startedAt >= deadlinesFor(input, provider).totalMs;
}

/** A wait that ends early when the request is aborted. */
function pause({ clock, input: { signal, random = Math.random } }: Run, ms: number, jitter = 1): Pause {
  let cancel: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    const end = () => {
      cancel();
      resolve();
    };
    const cancelTimer = clock.after(ms * (1 + random() * jitter), end);
    signal.addEventListener('abort', end, { once: true });
    cancel = () => {
      cancelTimer();
      signal.removeEventListener('abort', end);
    };
  });
  return { over, cancel };
}

/** True when no attempt failed; such requests refill the retry budget. */
function hadNoFailures({ attempts }: Run, lanes: number): boolean {
  return attempts.length <= lanes && attempts.every(({ outcome }) => outcome !== 'failed');
}

function finish({ input, clock, startedAt, attempts, agreement }: Run, answeredBy: Attempt | null): Outcome {
  const { decision, catalog } = input;
  const now = clock.now();
  attempts.sort((a, b) => a.number - b.number);
  const retryAfterMs = attempts.length > 0 ? null : soonestOpening(input, now);
  const stopReason = input.signal.aborted ? abortFailure(input.signal) : null;
  const totalMs = now - startedAt;
  return buildOutcome({
    attempts,
    answeredBy,
    startedAt,
    totalMs,
    decision,
    catalog,
    retryAfterMs,
    stopReason,
    agreement,
  });
}

/** Milliseconds until the first candidate may be called again. */
function soonestOpening({ decision, breaker }: ExecuteInput, now: number): number {
  const waits = decision.candidates.map(({ model, provider }) => {
    const state = breaker.stateOf({ id: model, provider });
    return 'until' in state ? state.until - now : 0;
  });
  return Math.max(0, Math.min(...waits));
}
