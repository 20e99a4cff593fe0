import { type Caller, grantsOf } from '../caller';
import { postgresStore } from '../db/store';
import { AnswerCollector } from '../engine/answer';
import type { ChatRequest } from '../engine/chat';
import { execute } from '../engine/execute';
import { OUTCOMES_BEFORE_EXPLORING } from '../engine/explore';
import { failureOf } from '../engine/failure';
import { plan, type RouteOptions } from '../engine/plan';
import type { Policy } from '../engine/policy/policy';
import { sessionTarget } from '../engine/sessions';
import type { RequestSource, Settlement } from '../engine/store';
import type { Decision, Outcome, RouteEvent } from '../engine/types';
import { AppError } from '../errors';
import { databaseAway } from './authenticate';
import { learnFromFailures } from './learning';
import { observeRun } from './observe-run';
import type { Runtime } from './runtime';

export interface RunInput {
  requestId: string;
  /** The caller's own name for it, for the log. */
  clientRequestId?: string | undefined;
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
 * request cannot be routed, and before anything is called when it cannot be admitted.
 */
export async function startRun(runtime: Runtime, input: RunInput): Promise<Run> {
  if (runtime.isDraining)
    throw new AppError('service_unavailable', 'The server is shutting down. Try again in a moment.');
  const { teamId } = input.caller;
  const session = sessionOf(input);
  const decision = planFor(runtime, input.caller, input.request, input.options, {
    ...(session !== undefined && { session }),
    ...withDraw(runtime, teamId),
  });
  runtime.prompts.keep(input.requestId, input.request.messages);
  await admitOrThrow(runtime, input, decision);
  return { requestId: input.requestId, decision, events: runToSettlement(runtime, input, decision) };
}

async function admitOrThrow(runtime: Runtime, input: RunInput, decision: Decision): Promise<void> {
  const { requestId, caller, source, request, conversationId = null } = input;
  const isAdmitted = await postgresStore(runtime.database, caller)
    .admit({
      requestId,
      source,
      conversationId,
      streamed: Boolean(request.stream),
      requestedModel: request.model,
      decision,
      prompt: storesText(caller) ? request.messages : null,
      now: Date.now(),
    })
    .catch((error) => {
      throw databaseAway(error);
    });
  if (!isAdmitted) throw new AppError('invalid_api_key', 'This API key is not known here, has expired or was revoked.');
}

function storesText(caller: Caller): boolean {
  return caller.kind === 'key' && caller.storesText;
}

async function* runToSettlement(runtime: Runtime, input: RunInput, decision: Decision): AsyncGenerator<RouteEvent> {
  const { requestId, caller, request, signal } = input;
  const collector = storesText(caller) ? new AnswerCollector() : null;
  let answer: string | null = null;
  let isSettled = false;
  const observe = observeRun(runtime, input, decision);
  const settle = (outcome: Outcome) => {
    isSettled = true;
    observe({ type: 'end', outcome });
    const session = nextOfSession(runtime, input, outcome);
    return runtime.settlements.submit({ requestId, outcome, session, answer: answer ?? collector?.text() ?? null });
  };
  try {
    const { catalog, providers, breaker } = runtime;
    for await (const event of execute({ decision, request, catalog, providers, breaker, signal })) {
      if (event.type !== 'end') observe(event);
      if (event.type === 'attempt-end') runtime.signals.record(event.attempt);
      if (event.type === 'chunk') collector?.add(event.chunk);
      if (event.type === 'answer' && collector) answer = event.answer.choices[0]?.message.content ?? null;
      if (event.type === 'end') {
        await settle(event.outcome);
        void learnFromFailures(runtime, caller.teamId, requestId, event.outcome);
      }
      yield event;
    }
  } finally {
    // A reader that went away without reading on leaves no outcome, but still exactly one settled row.
    if (!isSettled) await settle(abandonedByReader());
  }
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

function abandonedByReader(): Outcome {
  return {
    status: 'cancelled',
    attempts: [],
    answeredBy: null,
    costNanoUsd: 0,
    costState: 'estimated',
    baselineCostNanoUsd: null,
    ttftMs: null,
    totalMs: 0,
    failure: failureOf('cancelled', 'The reader left before the request ended.'),
  };
}
