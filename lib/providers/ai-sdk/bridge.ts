import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import {
  APICallError,
  EmptyResponseBodyError,
  type LanguageModelV4,
  type LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { type Agent, fetch as undiciFetch } from 'undici';
import { AnswerCollector } from '../../engine/execute/answer';
import {
  classifyHttpFailure,
  classifyNetworkFailure,
  createFailure,
  type Failure,
  networkErrorCode,
  UpstreamError,
} from '../../engine/execute/failure';
import { randomDigits } from '../../engine/id';
import type { Provider, ProviderCall, ProviderEvent } from '../../engine/types';
import type { UpstreamPool } from '../upstream-pool';
import { toCallOptions } from './call-options';
import { ChunkWriter } from './chunk-writer';

export interface BridgeOptions {
  id: string;
  wire: 'anthropic' | 'google';
  baseUrl: string;
  apiKey: string | null;
  pool: UpstreamPool;
}

/** The adapter for vendors with their own protocol, through the AI SDK's provider packages. Does not retry. */
export function aiSdkBridge(options: BridgeOptions): Provider {
  // The SDK takes its connection pool at creation, so there is one SDK instance per pool.
  const languageModels = new Map<Agent, (name: string) => LanguageModelV4>();
  const through = (agent: Agent) => {
    const known = languageModels.get(agent) ?? createModelFactory(options, agent);
    languageModels.set(agent, known);
    return known;
  };
  return {
    id: options.id,
    stream: (call, signal) =>
      streamAnswer(options.id, through(options.pool.agent(call.connectMs))(call.model.name), call, signal),
  };
}

function createModelFactory(
  { wire, baseUrl, apiKey }: BridgeOptions,
  dispatcher: Agent,
): (name: string) => LanguageModelV4 {
  const fetch = ((url: string, init: object) =>
    undiciFetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
  const settings = { baseURL: baseUrl, apiKey: apiKey ?? 'none', fetch };
  return wire === 'anthropic' ? createAnthropic(settings) : createGoogle(settings);
}

async function* streamAnswer(
  id: string,
  languageModel: LanguageModelV4,
  { model, request }: ProviderCall,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent> {
  const parts = await start(id, languageModel, { model, request }, signal);
  yield { type: 'headers', httpStatus: 200 };
  const writer = new ChunkWriter(`chatcmpl-${randomDigits(24)}`, model.name, Math.floor(Date.now() / 1000));
  const collector = request.stream ? null : new AnswerCollector();
  for await (const part of readParts(id, parts, signal)) {
    for (const event of writer.write(part)) {
      if (collector && event.type === 'chunk') collector.add(event.chunk);
      else yield event;
    }
  }
  const answer = collector?.answer();
  if (answer) yield { type: 'answer', answer };
}

async function start(
  id: string,
  languageModel: LanguageModelV4,
  { model, request }: ProviderCall,
  signal: AbortSignal,
) {
  try {
    return (await languageModel.doStream(toCallOptions(request, model, signal))).stream;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UpstreamError(wasSent(error) ? failureFrom(id, error) : unsendable(id), error);
  }
}

/** False for errors caused by the request itself before anything was sent. */
function wasSent(error: unknown): boolean {
  const isAnswer = APICallError.isInstance(error) || EmptyResponseBodyError.isInstance(error);
  return isAnswer || error instanceof UpstreamError || networkErrorCode(error) !== '';
}

/** The caller's mistake, which must not count against the vendor's breaker. */
function unsendable(id: string): Failure {
  return createFailure('invalid-request', `This request has content that ${id} does not support.`, {
    httpStatus: 400,
  });
}

async function* readParts(id: string, stream: ReadableStream<LanguageModelV4StreamPart>, signal: AbortSignal) {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const failure = failureInside(id, next.value);
      if (failure) throw new UpstreamError(failure);
      yield next.value;
    }
  } catch (error) {
    if (error instanceof UpstreamError || signal.aborted) throw error;
    throw new UpstreamError(
      createFailure('stream-broken', `The connection to ${id} was lost during the answer.`),
      error,
    );
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Errors after a 200 arrive as stream parts, and a stream cut off by the vendor as a special finish reason. */
function failureInside(id: string, part: LanguageModelV4StreamPart): Failure | null {
  if (part.type === 'error') return failureFrom(id, part.error);
  if (part.type !== 'finish') return null;
  const { unified } = part.finishReason;
  if (unified === 'interrupted')
    return createFailure('stream-broken', `${id} ended its answer before it was complete.`);
  return unified === 'error' ? createFailure('server', `${id} stopped with an error.`) : null;
}

function failureFrom(id: string, error: unknown): Failure {
  if (error instanceof UpstreamError) return error.failure;
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
    const { statusCode: status, responseHeaders: headers = {}, responseBody: body = '' } = error;
    return classifyHttpFailure({ provider: id, status, headers, body, now: Date.now() });
  }
  const inside = extractErrorBody(error);
  if (inside)
    return classifyHttpFailure({
      provider: id,
      status: inferStatus(inside),
      headers: {},
      body: inside,
      now: Date.now(),
    });
  if (networkErrorCode(error)) return classifyNetworkFailure(id, error);
  return createFailure('malformed', `${id} sent an answer that could not be read.`);
}

/** The error body sent by the vendor, as text; null when the error occurred on our side. */
function extractErrorBody(error: unknown): string | null {
  if (APICallError.isInstance(error)) return error.responseBody ?? null;
  if (typeof error === 'string') return error;
  if (typeof error === 'object' && error !== null && !(error instanceof Error)) return JSON.stringify({ error });
  return null;
}

function inferStatus(body: string): number {
  if (/overloaded_error/.test(body)) return 529;
  if (/rate_limit_error|RESOURCE_EXHAUSTED/.test(body)) return 429;
  return 500;
}
