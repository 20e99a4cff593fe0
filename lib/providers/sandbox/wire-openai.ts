import type { ChatRequest, JsonObject } from '../../engine/chat';
import type { Reply } from './reply';
import { frame, pieces, type Wire, type WireContext, type WireEvent } from './wire';

/** OpenAI's chat completions. */
export const openAiSandboxWire: Wire = {
  parse: (body) => body as unknown as ChatRequest,
  answer: (reply, context) => ({
    id: context.id,
    object: 'chat.completion',
    created: context.created,
    model: context.request.model,
    choices: [{ index: 0, message: message(reply), logprobs: null, finish_reason: reply.finish }],
    ...(!context.withoutUsage && { usage: usage(reply) }),
    system_fingerprint: 'fp_sandbox',
  }),
  events,
  error: (status, text) => ({
    error: { message: text, type: errorType(status), param: null, code: errorCode(status) },
  }),
};

function message({ text, toolCalls }: Reply): JsonObject {
  const calls = toolCalls.map(({ id, name, arguments: args }) => ({
    id,
    type: 'function',
    function: { name, arguments: args },
  }));
  return { role: 'assistant', content: text || null, refusal: null, ...(calls.length > 0 && { tool_calls: calls }) };
}

function* events(reply: Reply, context: WireContext): Generator<WireEvent> {
  const chunk = (delta: JsonObject, isContent: boolean, finish_reason: string | null = null) => ({
    frame: frame({ ...head(context), choices: [{ index: 0, delta, logprobs: null, finish_reason }] }),
    isContent,
  });
  yield chunk({ role: 'assistant', content: '', refusal: null }, false);
  for (const piece of pieces(reply.text)) yield chunk({ content: piece }, true);
  for (const [index, call] of reply.toolCalls.entries()) {
    yield chunk(
      { tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] },
      true,
    );
    for (const piece of pieces(call.arguments))
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] }, true);
  }
  yield chunk({}, false, reply.finish);
  if (context.request.stream_options?.include_usage && !context.withoutUsage) {
    yield { frame: frame({ ...head(context), choices: [], usage: usage(reply) }), isContent: false };
  }
  yield { frame: 'data: [DONE]\n\n', isContent: false };
}

function head({ id, created, request }: WireContext): JsonObject {
  return { id, object: 'chat.completion.chunk', created, model: request.model, system_fingerprint: 'fp_sandbox' };
}

function usage({ usage: { input, cached, output, reasoning } }: Reply): JsonObject {
  return {
    prompt_tokens: input,
    completion_tokens: output + reasoning,
    total_tokens: input + output + reasoning,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

function errorType(status: number): string {
  if (status === 429) return 'requests';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

function errorCode(status: number): string | null {
  return { 401: 'invalid_api_key', 404: 'model_not_found', 429: 'rate_limit_exceeded' }[status] ?? null;
}
