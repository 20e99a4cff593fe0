import type { ChatRequest } from '../chat';
import { OUTCOMES_BEFORE_EXPLORING } from '../decide/explore';
import { plan, type RouteOptions } from '../decide/plan';
import { sessionTarget } from '../decide/sessions';
import type { Policy } from '../policy/policy';
import type { Decision } from '../types';
import type { PlanPorts } from './ports';

export interface PlanRequest {
  request: ChatRequest;
  options: RouteOptions;
  /** The conversation to keep on its model. */
  session?: string | undefined;
  /** The model to keep instead of the conversation's, because its branch was last answered by another one. */
  branchModel?: string | undefined;
  /** A draft that replaces the default policy. */
  policy?: Policy | undefined;
  /** A number from [0, 1) for exploration; absent: no exploration. */
  draw?: number | undefined;
}

/** Plans a request as its caller sees it, without calling a model. Throws `RouterError` when no model is left. */
export function planRequest(ports: PlanPorts, input: PlanRequest): Decision {
  const { teamId, providers, signals, memory, sessions, policies = [] } = ports;
  const { request, options, session, branchModel, policy, draw } = input;
  const current = sessions.modelOf(teamId, session, sessionTargetFor(input));
  return plan({
    request,
    options,
    catalog: ports.catalog,
    providers: new Set(providers.keys()),
    classify: ports.classify,
    signals: signals.with(memory, teamId),
    policies: policy ? [policy, ...policies] : policies,
    defaultPolicy: policy?.name ?? ports.defaultPolicy,
    grants: ports.grants,
    spending: ports.spending,
    baseline: ports.baseline,
    sticky: current && (branchModel ?? current),
    draw,
    now: Date.now(),
  });
}

/** What a conversation's model is kept for: a request for something else starts over. */
export function sessionTargetFor({ request, options, policy }: PlanRequest): string {
  return sessionTarget(request.model, options.policy, policy?.qualityWeight);
}

/** Draws a number for exploration, once the team has given enough outcomes to learn from. */
export function drawFor({ teamId, memory, random }: Pick<PlanPorts, 'teamId' | 'memory'> & { random: () => number }) {
  return memory.outcomesOf(teamId) < OUTCOMES_BEFORE_EXPLORING ? undefined : random();
}
