import type { Readable } from 'node:stream';
import { request as undiciRequest } from 'undici';
import {
  type ChatAnswer,
  type ChatChunk,
  type ChatMessage,
  type ChatRequest,
  type JsonObject,
  resolveMaxTokens,
} from '../engine/chat';
import { answerAsChunks } from '../engine/execute/answer';
import { classifyHttpFailure, classifyNetworkFailure, createFailure, UpstreamError } from '../engine/execute/failure';
import type { Provider, ProviderCall, ProviderEvent } from '../engine/types';
import type { Dialect } from './registry';
import { readEvents } from './sse';
import type { UpstreamPool } from './upstream-pool';
import { usageFromOpenAi } from './usage';

export interface OpenAiWireOptions {
  id: string;
  baseUrl: string;
  apiKey: string | null;
  dialect?: Dialect;
  pool: UpstreamPool;
}

/** Above any vendor's answer; a larger one must not fill the memory. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;

/** The adapter for vendors with OpenAI's chat completions API. Unknown fields pass through in both directions. */
export function openAiWire(options: OpenAiWireOptions): Provider {
  return { id: options.id, stream: (call, signal) => streamAnswer(options, call, signal) };
}

async function* streamAnswer(
  options: OpenAiWireOptions,
  call: ProviderCall,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent> {
  const response = await post(options, call, signal);
  if (response.statusCode < 200 || response.statusCode > 299) throw await httpError(options.id, response);
  yield { type: 'headers', httpStatus: response.statusCode };
  const isStream = String(response.headers['content-type'] ?? '').includes('text/event-stream');
  try {
    if (isStream) yield* readStream(options, response.body);
    else yield* readJson(options, await readText(options.id, response.body), Boolean(call.request.stream));
  } catch (error) {
    if (error instanceof UpstreamError || signal.aborted) throw error;
    throw new UpstreamError(readFailure(options.id, error), error);
  }
}

type Response = Awaited<ReturnType<typeof undiciRequest>>;

async function post(
  options: OpenAiWireOptions,
  { model, request, connectMs }: ProviderCall,
  signal: AbortSignal,
): Promise<Response> {
  const { id, baseUrl, apiKey, dialect = {}, pool } = options;
  try {
    return await undiciRequest(`${baseUrl}/chat/completions`, {
      method: 'POST',
      dispatcher: pool.agent(connectMs),
      signal,
      headers: {
        'content-type': 'application/json',
        accept: request.stream ? 'text/event-stream' : 'application/json',
        ...(apiKey && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(toVendor(request, model.name, dialect)),
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UpstreamError(classifyNetworkFailure(id, error), error);
  }
}

/** Converts a request to the vendor's dialect: its model name, its output limit field, usage always requested. */
export function toVendor(request: ChatRequest, modelName: string, dialect: Dialect): JsonObject {
  const { router: _router, ...body } = request;
  const vendor: JsonObject = { ...body, model: modelName };
  if (!dialect.developerRole) vendor.messages = request.messages.map(withoutDeveloperRole);
  renameLimit(vendor, request, dialect.maxTokensField);
  if (dialect.alwaysSendsUsage) delete vendor.stream_options;
  else if (request.stream) vendor.stream_options = { ...request.stream_options, include_usage: true };
  return vendor;
}

function withoutDeveloperRole(message: ChatMessage): ChatMessage {
  return message.role === 'developer' ? { ...message, role: 'system' } : message;
}

/** Sends exactly one limit, because budgets reserve for one. */
function renameLimit(vendor: JsonObject, request: ChatRequest, field: Dialect['maxTokensField']): void {
  const limit = resolveMaxTokens(request);
  if (limit === null) return;
  delete vendor.max_tokens;
  delete vendor.max_completion_tokens;
  vendor[field ?? (request.max_completion_tokens ? 'max_completion_tokens' : 'max_tokens')] = limit;
}

/** How long to wait for the vendor to close the stream after `[DONE]`, so that the connection can be reused. */
const AFTER_DONE_MS = 250;

async function* readStream(source: Source, body: Readable): AsyncGenerator<ProviderEvent> {
  let afterDone: NodeJS.Timeout | undefined;
  try {
    for await (const data of readEvents(body)) {
      if (afterDone) continue;
      if (data === '[DONE]') afterDone = setTimeout(() => body.destroy(), AFTER_DONE_MS);
      else yield* parseEvents(source, data);
    }
  } catch (error) {
    if (!afterDone) throw error;
  } finally {
    clearTimeout(afterDone);
  }
}

function* parseEvents(source: Source, data: string): Generator<ProviderEvent> {
  const chunk = parseObject(source.id, data);
  if (chunk.error) throw new UpstreamError(failureInside(source.id, chunk));
  yield* chunkEvents(source, chunk as ChatChunk, data);
}

function* chunkEvents(source: Source, chunk: ChatChunk, raw: string): Generator<ProviderEvent> {
  const hasChoices = Array.isArray(chunk.choices) && chunk.choices.length > 0;
  const wire = chunk.usage ?? groqUsage(chunk);
  if (wire) yield usageEvent(source, wire);
  if (!hasChoices) return;
  // The caller gets usage only when requested, so a chunk with usage is serialised again without it. So is a multi-line
  // one: each line would need its own `data:`.
  if (wire) yield { type: 'chunk', chunk: withoutUsage(chunk) };
  else yield { type: 'chunk', chunk, ...(!raw.includes('\n') && { raw }) };
}

/** The answering vendor and its dialect. */
type Source = Pick<OpenAiWireOptions, 'id' | 'dialect'>;

function usageEvent({ dialect }: Source, wire: JsonObject): ProviderEvent {
  return { type: 'usage', usage: usageFromOpenAi(wire, dialect?.reasoningIsSeparate), wire };
}

function withoutUsage({ usage: _usage, ...chunk }: ChatChunk): ChatChunk {
  return chunk as ChatChunk;
}

/** Groq's older usage field. */
function groqUsage(chunk: ChatChunk): JsonObject | undefined {
  return (chunk.x_groq as { usage?: JsonObject } | undefined)?.usage;
}

function* readJson(source: Source, text: string, asChunks: boolean): Generator<ProviderEvent> {
  const { id } = source;
  const body = parseObject(id, text);
  if (body.error) throw new UpstreamError(failureInside(id, body));
  const answer = body as ChatAnswer;
  if (!Array.isArray(answer.choices) || !answer.choices.every((choice) => choice?.message)) {
    throw new UpstreamError(createFailure('malformed', `${id} sent an answer without choices.`));
  }
  if (answer.usage) yield usageEvent(source, answer.usage);
  if (!asChunks) yield { type: 'answer', answer };
  else for (const chunk of answerAsChunks(answer)) yield { type: 'chunk', chunk };
}

/** Reads the body as text. Throws `RangeError` and closes the connection when it exceeds `maxBytes`. */
async function readText(id: string, body: Readable, maxBytes = MAX_ANSWER_BYTES): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new RangeError(`${id} sent more than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseObject(id: string, text: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as JsonObject;
  } catch {
    // Reported below, with the same message for both cases.
  }
  throw new UpstreamError(createFailure('malformed', `${id} sent a response that is not JSON.`));
}

/** Classifies an error object in a 200 response by its own code, or else as a server error. */
function failureInside(id: string, body: JsonObject) {
  const { code, status } = (body.error ?? {}) as { code?: unknown; status?: unknown };
  const reported = [code, status].map(Number).find((value) => value >= 400 && value <= 599);
  return classifyHttpFailure({
    provider: id,
    status: reported ?? 500,
    headers: {},
    body: JSON.stringify(body),
    now: Date.now(),
  });
}

async function httpError(id: string, response: Response): Promise<UpstreamError> {
  const body = await readText(id, response.body, MAX_ERROR_BYTES).catch(() => '');
  const { statusCode: status, headers } = response;
  return new UpstreamError(classifyHttpFailure({ provider: id, status, headers, body, now: Date.now() }));
}

function readFailure(id: string, error: unknown) {
  if (error instanceof RangeError) return createFailure('malformed', `${id} sent a response that is too long.`);
  const network = classifyNetworkFailure(id, error);
  return network.kind === 'timeout'
    ? network
    : createFailure('stream-broken', `The connection to ${id} was lost during the answer.`);
}
