import { type Caller, grantsFor } from '../caller';
import type { ChatRequest } from '../engine/chat';
import type { RouteOptions } from '../engine/decide/plan';
import type { Policy } from '../engine/policy/policy';
import { planRequest } from '../engine/router/plan-request';
import type { PlanPorts, RunObserver } from '../engine/router/ports';
import { type Run, run } from '../engine/router/run';
import type { Decision } from '../engine/types';
import { AppError } from '../errors';
import type { Runtime } from '../runtime/runtime';
import { type LearningRuntime, learnFromFailures } from './learning';
import type { RunInput } from './run-input';
import { observeRun } from './run-log';
import { postgresStore, type StoreRuntime } from './store';

export type { Run } from '../engine/router/run';

export type PlanRuntime = Pick<Runtime, 'catalog' | 'providers' | 'signals' | 'knowledge'>;

export type RunRuntime = PlanRuntime &
  StoreRuntime &
  LearningRuntime &
  Pick<Runtime, 'breaker' | 'retryBudget' | 'random' | 'prompts' | 'inFlight' | 'isDraining' | 'metrics' | 'log'>;

/** How a request is planned. */
export interface PlanOptions {
  /** Keeps a conversation on its model. */
  session?: string;
  /** The model to keep instead of the conversation's, because its branch was last answered by another one. */
  branchModel?: string;
  /** A draft that replaces the active policy. */
  policy?: Policy;
}

/** Plans a caller's request without running it. Throws `RouterError`. */
export function planFor(
  runtime: PlanRuntime,
  caller: Caller,
  request: ChatRequest,
  options: RouteOptions,
  plan: PlanOptions = {},
): Decision {
  return planRequest(planPorts(runtime, caller), { request, options, ...plan });
}

/**
 * Runs one request of any entry point, from planning to settlement. Throws before anything is recorded when the request
 * cannot be routed, and before a model is called when it cannot be admitted.
 */
export async function startRun(runtime: RunRuntime, input: RunInput): Promise<Run> {
  if (runtime.isDraining)
    throw new AppError('service_unavailable', 'The server is shutting down. Try again in a moment.');
  const { breaker, retryBudget, random, knowledge, inFlight } = runtime;
  const { caller } = input;
  const ports = {
    ...planPorts(runtime, caller),
    store: postgresStore(runtime, caller),
    breaker,
    retryBudget,
    random,
    deadlines: knowledge.deadlines,
    observer: createObserver(runtime, input),
    beginFlight: (signal: AbortSignal) => inFlight.begin(signal),
  };
  return run(ports, {
    ...input,
    session: resolveSession(input),
    storesText: caller.kind === 'key' && caller.storesText,
  });
}

function planPorts({ catalog, providers, signals, knowledge }: PlanRuntime, caller: Caller): PlanPorts {
  const { teamId } = caller;
  return {
    teamId,
    catalog,
    providers,
    signals,
    memory: knowledge.memory,
    sessions: knowledge.sessions,
    classify: knowledge.classifierFor(teamId),
    policies: knowledge.policies,
    grants: grantsFor(caller),
    spending: knowledge.spendingRuleFor(caller),
    baseline: knowledge.baselineFor(teamId),
  };
}

/** A conversation in the playground is also a session. */
function resolveSession({ options, conversationId, isSticky = true }: RunInput): string | undefined {
  return options.session ?? (isSticky ? conversationId : undefined);
}

/** Keeps the prompt for corrections, feeds metrics and the log, and learns from failed answers. */
function createObserver(runtime: RunRuntime, input: RunInput): RunObserver {
  const { requestId, request, caller } = input;
  return {
    onPlanned: () => runtime.prompts.keep(requestId, request.messages),
    onStart: (decision) => observeRun(runtime, input, decision),
    onSettled: (outcome) => void learnFromFailures(runtime, caller.teamId, requestId, outcome),
  };
}
