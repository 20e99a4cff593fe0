import { type AttemptResult, attempt } from './attempt';
import type { Breaker } from './breaker';
import type { Catalog } from './catalog/catalog';
import type { ChatRequest } from './chat';
import { costOf, priceFor, totalInputTokens } from './cost';
import { DEFAULT_DEADLINES, type Deadlines } from './deadlines';
import { type Failure, failureOf } from './failure';
import {
  type Attempt,
  type Candidate,
  type Clock,
  type CostState,
  type Decision,
  type Model,
  type Outcome,
  type Provider,
  type RouteEvent,
  systemClock,
} from './types';

export const MAX_ATTEMPTS = 4;

export interface ExecuteInput {
  decision: Decision;
  request: ChatRequest;
  catalog: Catalog;
  providers: ReadonlyMap<string, Provider>;
  breaker: Breaker;
  signal: AbortSignal;
  deadlines?: Deadlines;
  clock?: Clock;
  maxAttempts?: number;
}

/**
 * Carries a decision out: tries the candidates in order until one answers. Before the first content a failure falls
 * back unseen; after it the stream ends with the failure told. Never throws, and the last event is always `end`:
 * to stop early, abort `signal` and read on.
 */
export async function* execute(input: ExecuteInput): AsyncGenerator<RouteEvent> {
  const { decision, breaker, clock = systemClock } = input;
  const startedAt = clock.now();
  const attempts: Attempt[] = [];
  const queue = new CandidateQueue(decision.candidates, input);
  let answeredBy: Attempt | null = null;
  while (attempts.length < (input.maxAttempts ?? MAX_ATTEMPTS)) {
    const next = queue.take();
    if (!next) break;
    const number = attempts.length + 1;
    yield { type: 'attempt-start', number, provider: next.provider.id, model: next.model.id };
    const result: AttemptResult = yield* attempt({
      ...input,
      ...next,
      number,
      clock,
      deadlines: input.deadlines ?? DEFAULT_DEADLINES,
    });
    attempts.push(result.attempt);
    tellBreaker(breaker, result.attempt);
    yield { type: 'attempt-end', attempt: result.attempt };
    if (result.committed || result.attempt.outcome === 'succeeded') answeredBy = result.attempt;
    if (answeredBy || !result.attempt.failure) break;
    queue.after(next, result.attempt.failure);
  }
  yield {
    type: 'end',
    outcome: outcomeOf({ attempts, answeredBy, totalMs: clock.now() - startedAt, input, startedAt }),
  };
}

interface Callable {
  model: Model;
  provider: Provider;
}

/** The candidates still to try. A failure decides which of them remain. */
class CandidateQueue {
  private rest: Callable[];
  private retriedSame = false;
  private readonly breaker: Breaker;

  constructor(candidates: Candidate[], { catalog, providers, breaker }: ExecuteInput) {
    this.breaker = breaker;
    this.rest = candidates.flatMap((candidate) => {
      const model = catalog.get(candidate.model);
      const provider = providers.get(candidate.provider);
      return model && provider ? [{ model, provider }] : [];
    });
  }

  /** The next candidate whose breaker lets a call through. */
  take(): Callable | undefined {
    while (this.rest.length > 0) {
      const next = this.rest.shift();
      if (next && this.breaker.tryAcquire(next.model.id)) return next;
    }
    return undefined;
  }

  after(failed: Callable, failure: Failure): void {
    if (failure.next === 'surface') this.rest = [];
    if (failure.next === 'larger-window') {
      this.rest = this.rest.filter(({ model }) => model.contextWindow > failed.model.contextWindow);
    }
    // A server's passing fault with nobody else left is worth one more call to the same candidate.
    if (failure.kind === 'server' && this.rest.length === 0 && !this.retriedSame) {
      this.retriedSame = true;
      this.rest = [failed];
    }
  }
}

function tellBreaker(breaker: Breaker, { model, failure }: Attempt): void {
  if (failure === null) breaker.recordSuccess(model);
  else breaker.recordFailure(model, failure);
}

interface Ending {
  attempts: Attempt[];
  answeredBy: Attempt | null;
  totalMs: number;
  startedAt: number;
  input: ExecuteInput;
}

function outcomeOf({ attempts, answeredBy, totalMs, startedAt, input }: Ending): Outcome {
  const failure = answeredBy ? answeredBy.failure : overallFailure(attempts);
  const status = failure === null ? 'succeeded' : failure.kind === 'cancelled' ? 'cancelled' : 'failed';
  return {
    status,
    attempts,
    answeredBy,
    ...totalCostOf(attempts),
    baselineCostNanoUsd: answeredBy ? baselineCost(answeredBy, input) : null,
    ttftMs: answeredBy?.ttftMs == null ? null : answeredBy.startedAt - startedAt + answeredBy.ttftMs,
    totalMs,
    failure,
  };
}

function totalCostOf(attempts: Attempt[]): { costNanoUsd: number | null; costState: CostState } {
  if (attempts.some((one) => one.costNanoUsd === null)) return { costNanoUsd: null, costState: 'unpriced' };
  const costNanoUsd = attempts.reduce((sum, one) => sum + (one.costNanoUsd ?? 0), 0);
  return { costNanoUsd, costState: attempts.some((one) => one.usageState === 'estimated') ? 'estimated' : 'measured' };
}

/** The same tokens at the strongest candidate's price. */
function baselineCost({ usage, startedAt }: Attempt, { decision, catalog }: ExecuteInput): number | null {
  const model = decision.baseline && catalog.get(decision.baseline.model);
  const price = model ? priceFor(model, startedAt, totalInputTokens(usage)) : null;
  return price ? costOf(usage, price.rates).costNanoUsd : null;
}

/** One failure to tell for several: the soonest retry-after when all were throttled, else the last, with the list. */
function overallFailure(attempts: Attempt[]): Failure {
  const failures = attempts.flatMap(({ failure }) => (failure ? [failure] : []));
  const last = failures.at(-1);
  if (!last) return failureOf('overloaded', 'No model could be tried: every breaker is open.', { retryAfterMs: 1_000 });
  if (failures.length === 1) return last;
  const message = `All ${failures.length} attempts failed. ${attempts.map((one) => `${one.model}: ${one.failure?.message}`).join(' ')}`;
  return { ...last, message, retryAfterMs: soonest(failures) };
}

function soonest(failures: Failure[]): number | null {
  const waits = failures.flatMap(({ retryAfterMs }) => (retryAfterMs === null ? [] : [retryAfterMs]));
  return waits.length > 0 ? Math.min(...waits) : null;
}
