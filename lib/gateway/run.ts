import type { Caller } from '../caller';
import { postgresStore } from '../db/store';
import { AnswerCollector } from '../engine/answer';
import type { ChatRequest } from '../engine/chat';
import { execute } from '../engine/execute';
import { failureOf } from '../engine/failure';
import { plan, type RouteOptions } from '../engine/plan';
import type { RequestSource } from '../engine/store';
import type { Decision, Outcome, RouteEvent } from '../engine/types';
import { AppError } from '../errors';
import { databaseAway } from './authenticate';
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

/** Decides about a request without running it. Throws `RouterError`. */
export function planFor(runtime: Runtime, request: ChatRequest, options: RouteOptions): Decision {
  const { catalog, providers, classify, signals } = runtime;
  return plan({ request, options, catalog, providers: new Set(providers.keys()), classify, signals, now: Date.now() });
}

/**
 * One request from decision to settlement, whichever door it came in by. Throws before anything is written when the
 * request cannot be routed, and before anything is called when it cannot be admitted.
 */
export async function startRun(runtime: Runtime, input: RunInput): Promise<Run> {
  if (runtime.isDraining)
    throw new AppError('service_unavailable', 'The server is shutting down. Try again in a moment.');
  const decision = planFor(runtime, input.request, input.options);
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
  const settle = (outcome: Outcome) => {
    isSettled = true;
    return runtime.settlements.submit({ requestId, outcome, answer: answer ?? collector?.text() ?? null });
  };
  try {
    const { catalog, providers, breaker } = runtime;
    for await (const event of execute({ decision, request, catalog, providers, breaker, signal })) {
      if (event.type === 'attempt-end') runtime.signals.record(event.attempt);
      if (event.type === 'chunk') collector?.add(event.chunk);
      if (event.type === 'answer' && collector) answer = event.answer.choices[0]?.message.content ?? null;
      if (event.type === 'end') await settle(event.outcome);
      yield event;
    }
  } finally {
    // A reader that went away without reading on leaves no outcome, but still exactly one settled row.
    if (!isSettled) await settle(abandonedByReader());
  }
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
