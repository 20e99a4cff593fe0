import { z } from 'zod';
import type { ChatRequest } from '../../engine/chat';
import type { RouteOptions } from '../../engine/decide/plan';
import type { Deadlines } from '../../engine/execute/deadlines';
import { CATEGORIES } from '../../engine/types';
import { AppError } from '../../errors';
import { isStorable } from '../../storable-text';

export const MAX_BODY_BYTES = 10 * 1024 * 1024;

const part = z.union([
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('image_url'), image_url: z.looseObject({ url: z.string() }) }),
  z.looseObject({ type: z.string() }).refine(({ type }) => type !== 'text' && type !== 'image_url', 'is incomplete'),
]);

const toolCall = z.looseObject({
  id: z.string(),
  type: z.literal('function'),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});

const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(part), z.null()]).optional(),
  name: z.string().nullish(),
  tool_calls: z.array(toolCall).nullish(),
  tool_call_id: z.string().nullish(),
});

const schema = z.record(z.string(), z.unknown()).nullish();

const tool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({ name: z.string().min(1), description: z.string().nullish(), parameters: schema }),
});

const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string().min(1) }) }),
  z.looseObject({ type: z.string() }).refine(({ type }) => type !== 'function', 'names no function'),
]);

const responseFormat = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.looseObject({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({ name: z.string().min(1), description: z.string().nullish(), schema }),
  }),
]);

const storable = z.string().refine(isStorable, 'contains a character that cannot be stored');

/** At most an hour, in ms. */
const deadline = z.number().int().min(1).max(3_600_000).optional();

const deadlines = z.strictObject({
  connect_ms: deadline,
  headers_ms: deadline,
  first_token_ms: deadline,
  idle_ms: deadline,
  answer_ms: deadline,
  total_ms: deadline,
});

const router = z
  .strictObject({
    max_cost_usd: z.number().nonnegative().optional(),
    category: z.enum(CATEGORIES).optional(),
    models: z.array(z.string()).min(1).optional(),
    providers: z
      .strictObject({ only: z.array(z.string()), ignore: z.array(z.string()), order: z.array(z.string()) })
      .partial()
      .optional(),
    policy: z.string().optional(),
    session: storable.min(1).max(200).optional(),
    // The engine checks that it is from 2 to 5, for every endpoint alike.
    parallel: z.number().optional(),
    consensus: z.boolean().optional(),
    fallback: z.boolean().optional(),
    fallback_on_refusal: z.boolean().optional(),
    hedge: z.boolean().optional(),
    deadlines: deadlines.optional(),
    explain: z.boolean().optional(),
  })
  .optional();

const count = z.number().int().positive().nullish();
const number = z.number().nullish();

/** Validates the fields that the router reads; all others are passed to the vendor unchecked. */
const body = z.looseObject({
  model: z.string().min(1).default('auto'),
  messages: z.array(message).min(1, 'must hold at least one message'),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: count,
  max_completion_tokens: count,
  // The same limit as OpenAI.
  n: z.number().int().min(1).max(128).nullish(),
  temperature: number,
  top_p: number,
  presence_penalty: number,
  frequency_penalty: number,
  seed: z.number().int().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: toolChoice.nullish(),
  response_format: responseFormat.nullish(),
  router,
});

export interface ParsedRequest {
  request: ChatRequest;
  options: RouteOptions;
  explain: boolean;
}

/** Parses the body of a chat completion. Throws a 400 that names the field. */
export function parseChatRequest(text: string): ParsedRequest {
  const parsed = body.safeParse(parseJson(text));
  if (!parsed.success) throw invalid(parsed.error);
  const { router: own, ...request } = parsed.data;
  return { request: request as ChatRequest, options: toOptions(own), explain: own?.explain ?? false };
}

function toOptions(own: z.infer<typeof router>): RouteOptions {
  if (!own) return {};
  const { max_cost_usd: maxCostUsd, category, models, providers, policy, fallback, session, hedge } = own;
  return {
    ...(maxCostUsd !== undefined && { maxCostNanoUsd: Math.floor(maxCostUsd * 1e9) }),
    ...(category && { category }),
    ...(models && { models }),
    ...(providers && { providers: definedOnly(providers) }),
    ...(policy && { policy }),
    ...(fallback !== undefined && { fallback }),
    ...(session !== undefined && { session }),
    ...(hedge !== undefined && { hedge }),
    ...(own.parallel !== undefined && { parallel: own.parallel }),
    ...(own.consensus !== undefined && { consensus: own.consensus }),
    ...(own.fallback_on_refusal !== undefined && { fallbackOnRefusal: own.fallback_on_refusal }),
    ...(own.deadlines && { deadlines: toDeadlines(own.deadlines) }),
  };
}

function toDeadlines(own: z.infer<typeof deadlines>): Partial<Deadlines> {
  const named = {
    connectMs: own.connect_ms,
    headersMs: own.headers_ms,
    firstTokenMs: own.first_token_ms,
    idleMs: own.idle_ms,
    answerMs: own.answer_ms,
    totalMs: own.total_ms,
  };
  return Object.fromEntries(Object.entries(named).filter(([, ms]) => ms !== undefined));
}

function definedOnly(providers: {
  only?: string[] | undefined;
  ignore?: string[] | undefined;
  order?: string[] | undefined;
}) {
  return { only: providers.only ?? [], ignore: providers.ignore ?? [], order: providers.order ?? [] };
}

const feedback = z.strictObject({
  request_id: storable.min(1),
  rating: z.union([z.enum(['up', 'down']), z.number().min(-1).max(1)]),
  category: z.enum(CATEGORIES).optional(),
  comment: storable.max(2_000).optional(),
});

/** Parses the body of a rating. Throws a 400 that names the field. */
export function parseFeedback(text: string) {
  const parsed = feedback.safeParse(parseJson(text));
  if (!parsed.success) throw invalid(parsed.error);
  const { request_id: requestId, rating, category, comment } = parsed.data;
  const value = rating === 'up' ? 1 : rating === 'down' ? -1 : rating;
  return { requestId, rating: value, ...(category && { category }), ...(comment && { comment }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_request_error', 'The body is not valid JSON.', { cause });
  }
}

function invalid(error: z.ZodError): AppError {
  const issue = error.issues[0];
  const param = issue?.path.join('.') || null;
  return new AppError(
    'invalid_request_error',
    param ? `${param}: ${issue?.message}.` : 'The body must be a JSON object.',
    { param },
  );
}
