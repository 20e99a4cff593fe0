import type { Catalog } from '../catalog/catalog';
import type { ChatRequest } from '../chat';
import { consult } from '../consensus/consult';
import { attemptsOf, lanesOf } from '../decide/lanes';
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
import { reasonOf } from './attempt';
import { type Callable, CandidateQueue } from './candidate-queue';
import { type Deadlines, deadlinesOf } from './deadlines';
import { gather } from './gather';
import type { Ended, LanesInput } from './lane';
import { outcomeOf } from './outcome';
import { type Pause, race } from './race';

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
 * Carries a decision out: tries the candidates in order until one answers, or asks several at once when the decision
 * says so. Before the first content a failure falls back unseen; after it the stream ends with the failure told. Never
 * throws, and the last event is always `end`: to stop early, abort `signal` and read on.
 */
export async function* execute(input: ExecuteInput): AsyncGenerator<RouteEvent> {
  const {
    decision,
    catalog,
    providers,
    breaker,
    signal,
    clock = systemClock,
    maxAttempts = attemptsOf(decision),
  } = input;
  const startedAt = clock.now();
  const budget = input.retryBudget ?? new RetryBudget(clock);
  budget.share.asked();
  const queue = new CandidateQueue({ ...decision, catalog, providers, breaker, budget, maxAttempts });
  const run: Run = { input, clock, startedAt, queue, attempts: [], counted: new Set(), refused: null, agreed: null };
  const ask = decision.parallel?.consensus ? askAll : askFirst;
  const lanes = lanesOf(decision);
  let answeredBy: Attempt | null = null;
  try {
    for (let next = queue.first(lanes); next.length > 0; ) {
      if (next[0]?.isRepeat) await pause(run, REPEAT_AFTER_MS).over;
      if (signal.aborted) {
        for (const { permit } of next) permit.failed(reasonOf(signal));
        break;
      }
      const tried: Tried = yield* ask(run, next);
      answeredBy = tried.answeredBy;
      // Those that failed beside others have been replaced as far as that could be.
      const isOver = answeredBy !== null || next.length > 1 || isOutOfTime(run);
      next = isOver ? [] : after(run, tried.last);
    }
  } finally {
    queue.close();
  }
  answeredBy ??= yield* refusalAsAnswer(run);
  if (answeredBy?.outcome === 'succeeded' && isClean(run, lanes)) budget.succeeded();
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
  /** The last that refused, in whose place somebody else was to be asked. */
  refused: Ended | null;
  /** What several answers came to, and when. */
  agreed: { consensus: Consensus; at: number } | null;
}

interface Tried {
  /** The attempt whose content the caller saw, if any. */
  answeredBy: Attempt | null;
  last: Ended;
}

/** One attempt, or several of which the first to speak is heard. */
async function* askFirst(run: Run, first: Callable[]): AsyncGenerator<RouteEvent, Tried> {
  const { input, queue } = run;
  const { request, hedgeAfterMs } = input;
  const [only] = first.length === 1 && !input.decision.parallel ? first : [];
  const ended = yield* race({
    ...lanesInput(run, first),
    hedge:
      only && hedgeAfterMs
        ? {
            afterMs: hedgeAfterMs(only.model, request.stream ? null : input.decision.estimate.outputTokens),
            second: () => (input.signal.aborted ? null : queue.beside()),
            wait: (ms) => pause(run, ms, 0),
          }
        : null,
  });
  const last = ended.at(-1) as Ended;
  const isAnswer = last.committed || (last.attempt.outcome === 'succeeded' && !input.signal.aborted);
  return { last, answeredBy: isAnswer ? last.attempt : null };
}

/** Several, all of them heard to their end; then the answer that most agree on, as its model gave it. */
async function* askAll(run: Run, first: Callable[]): AsyncGenerator<RouteEvent, Tried> {
  const { input, clock, attempts } = run;
  const heard = yield* gather(lanesInput(run, first));
  const whole = heard.filter(({ attempt }) => attempt.outcome === 'succeeded');
  const last = heard.at(-1) as Ended;
  if (whole.length === 0 || input.signal.aborted) return { last, answeredBy: null };
  const { decision, request } = input;
  const format = request.response_format?.type ?? 'text';
  const { chosen, consensus } = consult({
    decision,
    of: lanesOf(decision),
    isJson: format !== 'text',
    whole,
    attempts,
  });
  const { attempt, events } = whole[chosen] as (typeof whole)[number];
  run.agreed = { consensus, at: clock.now() };
  yield { type: 'consensus', consensus };
  yield { type: 'answering', number: attempt.number, provider: attempt.provider, model: attempt.model };
  yield* events;
  return { last, answeredBy: attempt };
}

/** Gives the last refusal as the answer when nobody could be asked instead and nobody failed otherwise. */
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
    onEnd: (ended) => settle(run, ended),
    instead: ({ callable, attempt: { failure } }) =>
      first.length > 1 && failure && !isOutOfTime(run) ? queue.instead(callable, failure) : null,
  };
}

function after({ queue }: Run, { callable, attempt: { failure } }: Ended): Callable[] {
  const next = failure && queue.after(callable, failure);
  return next ? [next] : [];
}

/** Tells the breaker, once a request and model: a failure that repeats itself within a request is one failure. */
function settle(run: Run, ended: Ended): void {
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

function deadlinesFor({ deadlinesFor: told }: ExecuteInput, provider: string): Deadlines {
  return told ? told(provider) : deadlinesOf(provider, {});
}

function isOutOfTime({ input, clock, startedAt, attempts }: Run): boolean {
  const provider = attempts.at(-1)?.provider ?? '';
  return input.signal.aborted || clock.now() - startedAt >= deadlinesFor(input, provider).totalMs;
}

/** A wait that an abort ends at once. */
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

/** Nothing failed: a request like this one gives to the budget that retries are paid from. */
function isClean({ attempts }: Run, lanes: number): boolean {
  return attempts.length <= lanes && attempts.every(({ outcome }) => outcome !== 'failed');
}

function sumUp({ input, clock, startedAt, attempts, agreed }: Run, answeredBy: Attempt | null): Outcome {
  const { decision, catalog } = input;
  const now = clock.now();
  attempts.sort((a, b) => a.number - b.number);
  const retryAfterMs = attempts.length > 0 ? null : soonestOpening(input, now);
  const stopped = input.signal.aborted ? reasonOf(input.signal) : null;
  const totalMs = now - startedAt;
  return outcomeOf({ attempts, answeredBy, startedAt, totalMs, decision, catalog, retryAfterMs, stopped, agreed });
}

/** When the first of the candidates may be called again, in ms from now. */
function soonestOpening({ decision, breaker }: ExecuteInput, now: number): number {
  const waits = decision.candidates.map(({ model, provider }) => {
    const state = breaker.stateOf({ id: model, provider });
    return 'until' in state ? state.until - now : 0;
  });
  return Math.max(0, Math.min(...waits));
}
