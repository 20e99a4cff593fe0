import type { ChatAnswer, ChatRequest } from '../../engine/chat';
import type { Decision, Outcome, RouteEvent } from '../../engine/types';
import { httpErrorOfFailure } from '../../errors';
import { reportedUsage } from '../../providers/usage';
import type { Runtime } from '../../runtime/runtime';
import { type Run, type RunRuntime, startRun } from '../run';
import { authenticate } from './authenticate';
import { parseClientRequestId } from './client-request-id';
import { type GatewayRequest, type GatewayResponse, json } from './http';
import { keptAlive, SILENT_MS, within } from './kept-alive';
import { parseChatRequest } from './parse-chat';
import { decisionFacts, endFacts, routerFacts } from './response-facts';
import { failureFrames, type StreamFramesInput, streamFrames } from './sse-frames';

/** `POST /v1/chat/completions`, as one response or as a stream. */
export async function chatCompletions(
  runtime: RunRuntime & Pick<Runtime, 'keys'>,
  http: GatewayRequest,
  requestId: string,
): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const { request, options, explain } = parseChatRequest(await http.readText());
  const run = await startRun(runtime, {
    requestId,
    clientRequestId: parseClientRequestId(http),
    caller,
    source: 'api',
    request,
    options,
    signal: http.signal,
  });
  return request.stream ? streamed(run, request, explain) : whole(run, explain);
}

async function whole({ requestId, decision, events }: Run, explain: boolean): Promise<GatewayResponse> {
  let answer: ChatAnswer | null = null;
  for await (const event of events) {
    if (event.type === 'answer') answer = event.answer;
    if (event.type === 'end') return ended(event.outcome, answer, requestId, decision, explain);
  }
  throw new Error('A run ended without its last event.');
}

function ended(
  outcome: Outcome,
  answer: ChatAnswer | null,
  requestId: string,
  decision: Decision,
  explain: boolean,
): GatewayResponse {
  const { answeredBy, failure } = outcome;
  if (failure || !answer || !answeredBy) return failed(outcome);
  const { provider, model } = answeredBy;
  const answered = { provider, model, attempts: outcome.attempts.length };
  const router = {
    ...routerFacts(requestId, decision, answered),
    ...endFacts(outcome),
    ...(explain && { decision: decisionFacts(decision) }),
  };
  const body = { ...answer, usage: reportedUsage(answeredBy, answer.usage), router };
  const headers: Record<string, string> = routeHeaders(decision, answered);
  if (outcome.costNanoUsd !== null) headers['x-a3m-cost-usd'] = String(outcome.costNanoUsd / 1e9);
  return json(200, body, headers);
}

/** The start of a streamed run: its first content, or its outcome when there is none. */
type Beginning = { first: StreamFramesInput['first']; head: StreamFramesInput['head'] } | { outcome: Outcome };

/**
 * Waits for the first content, so that a request that fails before it gets an HTTP error status. Comparing several
 * answers may take too long for an idle connection, so that stream is opened without waiting.
 */
async function streamed(run: Run, request: ChatRequest, explain: boolean): Promise<GatewayResponse> {
  const { events, decision } = run;
  const wantsUsage = request.stream_options?.include_usage ?? false;
  const beginning = begin(run, explain);
  const early = decision.parallel?.consensus ? await within(SILENT_MS, beginning) : await beginning;
  if (early && 'outcome' in early) return failed(early.outcome);
  const headers = { ...STREAM_HEADERS, ...(early ? routeHeaders(decision, early.head) : categoryHeader(decision)) };
  const toFrames = (began: Beginning) =>
    'outcome' in began ? failureFrames(began.outcome) : streamFrames({ ...began, events, wantsUsage });
  return { status: 200, headers, body: early ? toFrames(early) : keptAlive(beginning, toFrames) };
}

async function begin({ events, decision, requestId }: Run, explain: boolean): Promise<Beginning> {
  let answering: Extract<RouteEvent, { type: 'answering' }> | null = null;
  let attempts = 0;
  for (let next = await events.next(); !next.done; next = await events.next()) {
    const event = next.value;
    if (event.type === 'attempt-start') attempts++;
    if (event.type === 'answering') answering = event;
    if (event.type === 'end') return { outcome: event.outcome };
    if (event.type !== 'chunk' || !answering) continue;
    const { provider, model } = answering;
    const facts = routerFacts(requestId, decision, { provider, model, attempts });
    return { first: event, head: { ...facts, ...(explain && { decision: decisionFacts(decision) }) } };
  }
  throw new Error('A run ended without its last event.');
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

function categoryHeader({ category }: Decision) {
  return { 'x-a3m-category': category };
}

function routeHeaders(decision: Decision, answered: { provider: string; model: string; attempts: number }) {
  return {
    'x-a3m-provider': answered.provider,
    'x-a3m-model': answered.model,
    ...categoryHeader(decision),
    'x-a3m-attempts': String(answered.attempts),
  };
}

function failed({ failure, attempts }: Outcome): GatewayResponse {
  if (!failure) throw new Error('An outcome without an answer carries no failure.');
  const { status, body, retryAfter } = httpErrorOfFailure(failure);
  return json(status, body, {
    'x-a3m-attempts': String(attempts.length),
    ...(retryAfter !== null && { 'retry-after': String(retryAfter) }),
  });
}
