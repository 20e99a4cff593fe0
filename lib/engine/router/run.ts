import { resolveMaxTokens } from '../chat';
import { countLanes } from '../decide/lanes';
import { RouterError } from '../errors';
import { AnswerCollector } from '../execute/answer';
import { resolveDeadlines } from '../execute/deadlines';
import { drain } from '../execute/drain';
import { type ExecuteInput, execute } from '../execute/execute';
import { createFailure, type Failure } from '../execute/failure';
import type { RequestSource, Settlement } from '../store';
import type { Decision, Model, Outcome, RouteEvent } from '../types';
import { drawFor, type PlanRequest, planRequest, sessionTargetFor } from './plan-request';
import type { Flight, RunPorts } from './ports';

export interface RunRequest extends Omit<PlanRequest, 'draw'> {
  requestId: string;
  source: RequestSource;
  conversationId?: string | null;
  /** Stores the prompt and the answer with the record. */
  storesText?: boolean;
  /** Aborts when the client disconnects. Keep reading the events after that: `end` follows at once. */
  signal: AbortSignal;
}

export interface Run {
  requestId: string;
  decision: Decision;
  /** Everything that happens. The last event is `end`; the request is settled before it is yielded. */
  events: AsyncGenerator<RouteEvent>;
}

/**
 * Runs one request: plan, admit, execute, record, update the session, settle. Throws before anything is recorded when
 * the request cannot be routed, and before a model is called when the store refuses it. A request that no model can
 * answer right now is recorded without attempts, so that an outage is visible in the ledger.
 */
export async function run(ports: RunPorts, request: RunRequest): Promise<Run> {
  const planned = await planOrRecordRefusal(ports, request);
  ports.observer?.onPlanned?.();
  const flight = (ports.beginFlight ?? beginFlight)(request.signal);
  const decision = await admit(ports, request, planned).catch((error) => {
    flight.end();
    throw error;
  });
  return { requestId: request.requestId, decision, events: runToSettlement(ports, request, decision, flight) };
}

async function planOrRecordRefusal(ports: RunPorts, request: RunRequest): Promise<Decision> {
  try {
    return planRequest(ports, { ...request, draw: drawFor(ports) });
  } catch (error) {
    if (error instanceof RouterError && error.code === 'no_provider_available' && error.decision)
      await recordRefusal(ports, request, error.decision, error);
    throw error;
  }
}

async function recordRefusal(
  ports: RunPorts,
  request: RunRequest,
  decision: Decision,
  { message, retryAfterMs }: RouterError,
): Promise<void> {
  await admit(ports, request, decision);
  const outcome = outcomeWithoutAttempts(createFailure('overloaded', message, { retryAfterMs }));
  ports.observer?.onStart?.(decision)({ type: 'end', outcome });
  await ports.store.settle({ requestId: request.requestId, outcome, session: null, answer: null });
}

/** Records the pending request. Resolves to the decision as the store allows it to be executed. */
async function admit({ store }: RunPorts, run: RunRequest, decision: Decision): Promise<Decision> {
  const { requestId, source, request, options, conversationId = null, storesText = false } = run;
  const record = {
    requestId,
    source,
    conversationId,
    streamed: Boolean(request.stream),
    requestedModel: request.model,
    decision,
    prompt: storesText ? request.messages : null,
    limits: {
      maxTokens: resolveMaxTokens(request),
      choices: request.n ?? 1,
      isHedged: options.hedge ?? false,
      fallbackOnRefusal: options.fallbackOnRefusal ?? false,
    },
    now: Date.now(),
  };
  const admission = await store.admit(record).catch((error) => {
    // The record may have been written. If it was, it must not stay pending.
    const outcome = outcomeWithoutAttempts(
      createFailure('connection', 'The ledger became unavailable during admission.'),
    );
    store.settle({ requestId, outcome, session: null, answer: null }).catch(() => undefined);
    throw error;
  });
  if (admission.kind === 'refused') throw admission.error;
  return admission.decision;
}

async function* runToSettlement(
  ports: RunPorts,
  request: RunRequest,
  decision: Decision,
  { signal, leave, end }: Flight,
): AsyncGenerator<RouteEvent> {
  const { store, signals, observer } = ports;
  const events = execute({ ...buildExecuteInput(ports, request, decision), signal });
  const observe = observer?.onStart?.(decision);
  const collector = request.storesText ? new AnswerCollector() : null;
  let answer: string | null = null;
  const take = async (event: RouteEvent) => {
    observe?.(event);
    if (event.type === 'attempt-end') signals.record(event.attempt);
    if (event.type === 'chunk') collector?.add(event.chunk);
    if (event.type === 'answer' && collector) answer = event.answer.choices[0]?.message.content ?? null;
    if (event.type !== 'end') return;
    const { outcome } = event;
    const session = updateSession(ports, request, outcome);
    await store.settle({
      requestId: request.requestId,
      outcome,
      session,
      answer: answer ?? collector?.text() ?? null,
    });
    observer?.onSettled?.(outcome);
  };
  try {
    yield* drain(events, take, leave);
  } finally {
    end();
  }
}

function buildExecuteInput(
  { catalog, providers, breaker, retryBudget, deadlines, signals }: RunPorts,
  { options, request }: RunRequest,
  decision: Decision,
): Omit<ExecuteInput, 'signal'> {
  return {
    decision: options.fallback === false ? withoutFallbacks(decision) : decision,
    catalog,
    providers,
    breaker,
    retryBudget,
    request,
    deadlinesFor: (provider) => resolveDeadlines(provider, deadlines, options.deadlines),
    fallbackOnRefusal: options.fallbackOnRefusal ?? false,
    ...(options.hedge && {
      hedgeAfterMs: (model: Model, outputTokens: number | null) => signals.hedgeAfterMs(model, outputTokens),
    }),
  };
}

function withoutFallbacks(decision: Decision): Decision {
  return { ...decision, candidates: decision.candidates.slice(0, countLanes(decision)) };
}

/** Moves a conversation to the model that answered. A failure releases it; a cancelled request changes nothing. */
function updateSession({ teamId, sessions }: RunPorts, run: RunRequest, outcome: Outcome): Settlement['session'] {
  const { status, answeredBy } = outcome;
  const id = run.session;
  if (id === undefined || status === 'cancelled') return null;
  const target = sessionTargetFor(run);
  const model = status === 'succeeded' && answeredBy ? answeredBy.model : null;
  if (model === null) sessions.forget(teamId, id);
  else sessions.keep(teamId, id, { model, target });
  return { id, target, model };
}

function beginFlight(client: AbortSignal): Flight {
  const abort = new AbortController();
  return {
    signal: AbortSignal.any([client, abort.signal]),
    leave: () => abort.abort(),
    end: () => undefined,
  };
}

function outcomeWithoutAttempts(failure: Failure): Outcome {
  return {
    status: 'failed',
    attempts: [],
    answeredBy: null,
    costNanoUsd: 0,
    costState: 'measured',
    baselineCostNanoUsd: null,
    baselineExpectedNanoUsd: 0,
    ttftMs: null,
    totalMs: 0,
    failure,
  };
}
