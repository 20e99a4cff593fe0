import { type Caller, grantsOf } from '../caller';
import type { ChatRequest } from '../engine/chat';
import { OUTCOMES_BEFORE_EXPLORING } from '../engine/decide/explore';
import { lanesOf } from '../engine/decide/lanes';
import { plan, type RouteOptions } from '../engine/decide/plan';
import { sessionTarget } from '../engine/decide/sessions';
import { RouterError } from '../engine/errors';
import { AnswerCollector } from '../engine/execute/answer';
import { deadlinesOf } from '../engine/execute/deadlines';
import { toTheEnd } from '../engine/execute/drain';
import { type ExecuteInput, execute } from '../engine/execute/execute';
import type { Policy } from '../engine/policy/policy';
import type { RequestSource, Settlement } from '../engine/store';
import type { Decision, Outcome, RouteEvent } from '../engine/types';
import { AppError } from '../errors';
import type { Flight } from '../runtime/in-flight';
import type { Runtime } from '../runtime/runtime';
import { admitOrThrow, storesText, writeDownRefusal } from './admission';
import { learnFromFailures } from './learning';
import { observeRun } from './run-log';

export interface RunInput {
  requestId: string;
  /** The caller's own name for it, for the log. */
  clientRequestId?: string | undefined;
  caller: Caller;
  source: RequestSource;
  request: ChatRequest;
  options: RouteOptions;
  /** What the policy asked for shall mean instead of what is in force. */
  policy?: Policy;
  conversationId?: string;
  /** Whether the conversation stays on its model; default true. */
  isSticky?: boolean;
  /** Who gave the answer that this goes on below, on its branch of the conversation. */
  branchModel?: string;
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
  /** The model that it is kept on, where its branch last heard another than the conversation. */
  branchModel?: string;
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
  { session, branchModel, draw, policy }: PlanOptions = {},
): Decision {
  const { catalog, providers, signals, knowledge } = runtime;
  const { teamId } = caller;
  const target = sessionTarget(request.model, options.policy, policy?.qualityWeight);
  const known = knowledge.sessions.modelOf(teamId, session, target);
  const sticky = known && (branchModel ?? known);
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
    spending: knowledge.spendingRuleFor(caller),
    baseline: knowledge.baselineOf(caller.teamId),
    ...(sticky !== undefined && { sticky }),
    ...(draw !== undefined && { draw }),
    now: Date.now(),
  });
}

function withDraw({ knowledge, random }: Runtime, teamId: string): { draw?: number } {
  return knowledge.memory.outcomesOf(teamId) < OUTCOMES_BEFORE_EXPLORING ? {} : { draw: random() };
}

/** A conversation of the playground is a session of its own. */
function sessionOf({ options, conversationId, isSticky = true }: RunInput): string | undefined {
  return options.session ?? (isSticky ? conversationId : undefined);
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
  const admitted = await admitOrThrow(runtime, input, decision).catch((error) => {
    flight.end();
    throw error;
  });
  return { requestId, decision: admitted, events: runToSettlement(runtime, input, admitted, flight) };
}

async function decideOrWriteDown(runtime: Runtime, input: RunInput): Promise<Decision> {
  const session = sessionOf(input);
  try {
    return planFor(runtime, input.caller, input.request, input.options, {
      ...(session !== undefined && { session }),
      ...(input.branchModel !== undefined && { branchModel: input.branchModel }),
      ...(input.policy && { policy: input.policy }),
      ...withDraw(runtime, input.caller.teamId),
    });
  } catch (error) {
    if (error instanceof RouterError && error.code === 'no_provider_available' && error.decision)
      await writeDownRefusal(runtime, input, error.decision, error);
    throw error;
  }
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
  const observe = observeRun(runtime, input, decision);
  const take = async (event: RouteEvent) => {
    observe(event);
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
  try {
    yield* toTheEnd(events, take, leave);
  } finally {
    end();
  }
}

/** How a decision is carried out: with what this process shares, and what the request wants. */
function how(runtime: Runtime, { options, request }: RunInput, decision: Decision): Omit<ExecuteInput, 'signal'> {
  const { catalog, providers, breaker, retryBudget, knowledge, signals } = runtime;
  return {
    decision: options.fallback === false ? withoutOthers(decision) : decision,
    catalog,
    providers,
    breaker,
    retryBudget,
    request,
    deadlinesFor: (provider) => deadlinesOf(provider, knowledge.deadlines, options.deadlines),
    fallbackOnRefusal: options.fallbackOnRefusal ?? false,
    ...(options.hedge && { hedgeAfterMs: (model, outputTokens) => signals.hedgeAfterMs(model, outputTokens) }),
  };
}

/** Nobody but whom the decision asks first. */
function withoutOthers(decision: Decision): Decision {
  return { ...decision, candidates: decision.candidates.slice(0, lanesOf(decision)) };
}

/** The model a conversation is on after this answer: the one that gave it, none after a failure, the same after a stop. */
function nextOfSession(
  { knowledge }: Runtime,
  input: RunInput,
  { status, answeredBy }: Outcome,
): Exclude<Settlement['session'], undefined> {
  const id = sessionOf(input);
  if (id === undefined || status === 'cancelled') return null;
  const { teamId } = input.caller;
  const target = sessionTarget(input.request.model, input.options.policy, input.policy?.qualityWeight);
  const model = status === 'succeeded' && answeredBy ? answeredBy.model : null;
  if (model === null) knowledge.sessions.forget(teamId, id);
  else knowledge.sessions.keep(teamId, id, { model, target });
  return { id, target, model };
}
