import { type Caller, grantsOf } from '../caller';
import { admit } from '../db/ledger';
import { AnswerCollector } from '../engine/answer';
import type { ChatRequest } from '../engine/chat';
import { deadlinesOf } from '../engine/deadlines';
import { RouterError } from '../engine/errors';
import { type ExecuteInput, execute } from '../engine/execute';
import { OUTCOMES_BEFORE_EXPLORING } from '../engine/explore';
import { type Failure, failureOf } from '../engine/failure';
import { plan, type RouteOptions } from '../engine/plan';
import type { Policy } from '../engine/policy/policy';
import { reservationNanoUsd } from '../engine/reservation';
import { sessionTarget } from '../engine/sessions';
import type { RequestSource, Settlement } from '../engine/store';
import type { Decision, Outcome, RouteEvent } from '../engine/types';
import { AppError } from '../errors';
import { databaseAway } from './authenticate';
import type { Flight } from './in-flight';
import { learnFromFailures } from './learning';
import type { Runtime } from './runtime';

export interface RunInput {
  requestId: string;
  caller: Caller;
  source: RequestSource;
  request: ChatRequest;
  options: RouteOptions;
  conversationId?: string;
  /** Aborts when the client leaves. Read the events on to their end even then: it comes at once. */
  signal: AbortSignal;
}

export interface Run {
  requestId: string;
  decision: Decision;
  /** Everything that happens, the last event being `end`; the ledger is settled before that one comes. */
  events: AsyncGenerator<RouteEvent>;
}

/** How a request is decided about. */
export interface PlanOptions {
  /** Keeps a conversation on its model. */
  session?: string;
  /** A number drawn from [0, 1) for exploration; without it nothing explores. */
  draw?: number;
  /** What `auto` shall mean, instead of the workspace's policy: a draft to try. */
  policy?: Policy;
}

/** Decides about a caller's request without running it. Throws `RouterError`. */
export function planFor(
  runtime: Runtime,
  caller: Caller,
  request: ChatRequest,
  options: RouteOptions,
  { session, draw, policy }: PlanOptions = {},
): Decision {
  const { catalog, providers, signals, knowledge } = runtime;
  const { teamId } = caller;
  const sticky = knowledge.sessions.modelOf(teamId, session, sessionTarget(request.model, options.policy));
  return plan({
    request,
    options,
    catalog,
    providers: new Set(providers.keys()),
    classify: knowledge.classifierOf(teamId),
    signals: signals.with(knowledge.memory, teamId),
    policies: policy ? [policy, ...knowledge.policies] : knowledge.policies,
    ...(policy && { defaultPolicy: policy.name }),
    grants: grantsOf(caller),
    ...(sticky !== undefined && { sticky }),
    ...(draw !== undefined && { draw }),
    now: Date.now(),
  });
}

function withDraw({ knowledge, random }: Runtime, teamId: string): { draw?: number } {
  return knowledge.memory.outcomesOf(teamId) < OUTCOMES_BEFORE_EXPLORING ? {} : { draw: random() };
}

/** A conversation of the playground is a session of its own. */
function sessionOf({ options, conversationId }: RunInput): string | undefined {
  return options.session ?? conversationId;
}

/**
 * One request from decision to settlement, whichever door it came in by. Throws before anything is written when the
 * request cannot be routed, and before anything is called when it cannot be admitted. A request that nobody can answer
 * right now is written down all the same.
 */
export async function startRun(runtime: Runtime, input: RunInput): Promise<Run> {
  if (runtime.isDraining)
    throw new AppError('service_unavailable', 'The server is shutting down. Try again in a moment.');
  const { requestId, request } = input;
  const decision = await decideOrWriteDown(runtime, input);
  runtime.prompts.keep(requestId, request.messages);
  const flight = runtime.inFlight.begin(input.signal);
  try {
    await admitOrThrow(runtime, input, decision);
  } catch (error) {
    flight.end();
    throw error;
  }
  return { requestId, decision, events: runToSettlement(runtime, input, decision, flight) };
}

async function decideOrWriteDown(runtime: Runtime, input: RunInput): Promise<Decision> {
  const session = sessionOf(input);
  try {
    return planFor(runtime, input.caller, input.request, input.options, {
      ...(session !== undefined && { session }),
      ...withDraw(runtime, input.caller.teamId),
    });
  } catch (error) {
    if (error instanceof RouterError && error.code === 'no_provider_available' && error.decision)
      await writeDownRefusal(runtime, input, error.decision, error);
    throw error;
  }
}

/** Nobody could be asked: a row without attempts, so that an outage shows what it cost in requests. */
async function writeDownRefusal(
  runtime: Runtime,
  input: RunInput,
  decision: Decision,
  { message, retryAfterMs }: RouterError,
): Promise<void> {
  await admitOrThrow(runtime, input, decision);
  const outcome = outcomeWithoutAttempts(failureOf('overloaded', message, { retryAfterMs }));
  await runtime.settlements.submit({ requestId: input.requestId, outcome, session: null, answer: null });
}

async function admitOrThrow(runtime: Runtime, input: RunInput, decision: Decision): Promise<void> {
  const { requestId, caller, source, request, options, conversationId = null } = input;
  const now = Date.now();
  const isAdmitted = await admit(runtime.database, {
    caller,
    requestId,
    source,
    conversationId,
    streamed: Boolean(request.stream),
    requestedModel: request.model,
    decision,
    prompt: storesText(caller) ? request.messages : null,
    now,
    processId: runtime.lease.identity.id,
    reservedNanoUsd: reservationNanoUsd({
      decision,
      catalog: runtime.catalog,
      maxTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
      isHedged: options.hedge ?? false,
      now,
    }),
  }).catch((error) => {
    // Whether the row was written nobody knows: if it was, it must not stay pending.
    const outcome = outcomeWithoutAttempts(failureOf('connection', 'The database went away during admission.'));
    void runtime.settlements.submit({ requestId, outcome, session: null, answer: null });
    throw databaseAway(error);
  });
  if (!isAdmitted) throw new AppError('invalid_api_key', 'This API key is not known here, has expired or was revoked.');
}

function storesText(caller: Caller): boolean {
  return caller.kind === 'key' && caller.storesText;
}

async function* runToSettlement(
  runtime: Runtime,
  input: RunInput,
  decision: Decision,
  { signal, leave, end }: Flight,
): AsyncGenerator<RouteEvent> {
  const { requestId, caller } = input;
  const events = execute({ ...how(runtime, input, decision), signal });
  const collector = storesText(caller) ? new AnswerCollector() : null;
  let answer: string | null = null;
  const take = async (event: RouteEvent) => {
    if (event.type === 'attempt-end') runtime.signals.record(event.attempt);
    if (event.type === 'chunk') collector?.add(event.chunk);
    if (event.type === 'answer' && collector) answer = event.answer.choices[0]?.message.content ?? null;
    if (event.type !== 'end') return;
    const session = nextOfSession(runtime, input, event.outcome);
    await runtime.settlements.submit({
      requestId,
      outcome: event.outcome,
      session,
      answer: answer ?? collector?.text() ?? null,
    });
    void learnFromFailures(runtime, caller.teamId, requestId, event.outcome);
  };
  let next = await events.next();
  try {
    for (; !next.done; next = await events.next()) {
      await take(next.value);
      yield next.value;
    }
  } finally {
    // A reader that went away without reading on is a client that left: what was received is still booked.
    leave();
    while (!next.done) {
      next = await events.next();
      if (!next.done) await take(next.value);
    }
    end();
  }
}

/** How a decision is carried out: with what this process shares, and what the request wants. */
function how(runtime: Runtime, { options, request }: RunInput, decision: Decision): Omit<ExecuteInput, 'signal'> {
  const { catalog, providers, breaker, retryBudget, knowledge, signals } = runtime;
  const lateAfter = (id: string) => {
    const model = catalog.get(id);
    return model ? signals.hedgeAfterMs(model, request.stream ? null : decision.estimate.outputTokens) : 0;
  };
  return {
    decision,
    catalog,
    providers,
    breaker,
    retryBudget,
    request,
    deadlinesFor: (provider) => deadlinesOf(provider, knowledge.deadlines, options.deadlines),
    fallbackOnRefusal: options.fallbackOnRefusal ?? false,
    ...(options.hedge && { hedgeAfterMs: lateAfter }),
  };
}

/** The model a conversation is on after this answer: the one that gave it, none after a failure, the same after a stop. */
function nextOfSession(
  { knowledge }: Runtime,
  input: RunInput,
  { status, answeredBy }: Outcome,
): Settlement['session'] {
  const id = sessionOf(input);
  if (id === undefined || status === 'cancelled') return null;
  const { teamId } = input.caller;
  const target = sessionTarget(input.request.model, input.options.policy);
  const model = status === 'succeeded' && answeredBy ? answeredBy.model : null;
  if (model === null) knowledge.sessions.forget(teamId, id);
  else knowledge.sessions.keep(teamId, id, { model, target });
  return { id, target, model };
}

function outcomeWithoutAttempts(failure: Failure): Outcome {
  return {
    status: 'failed',
    attempts: [],
    answeredBy: null,
    costNanoUsd: 0,
    costState: 'measured',
    baselineCostNanoUsd: null,
    ttftMs: null,
    totalMs: 0,
    failure,
  };
}
