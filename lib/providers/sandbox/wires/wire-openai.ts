import type { ChatRequest, JsonObject } from '../../../engine/chat';
import type { Reply } from '../replies/reply';
import { openAiRefusal } from './refusal-openai';
import { frame, pieces, textPieces, type Wire, type WireContext, type WireEvent } from './wire';

/** OpenAI's chat completions API. */
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
  refusal: openAiRefusal,
  errorEvent: (problem) => frame(openAiRefusal(problem).body),
};

function message({ text, refusal, toolCalls }: Reply): JsonObject {
  const calls = toolCalls.map(({ id, name, arguments: args }) => ({
    id,
    type: 'function',
    function: { name, arguments: args },
  }));
  return { role: 'assistant', content: text || null, refusal, ...(calls.length > 0 && { tool_calls: calls }) };
}

function* events(reply: Reply, context: WireContext): Generator<WireEvent> {
  const chunk = (delta: JsonObject, kind: WireEvent['kind'], finish_reason: string | null = null) => ({
    frame: frame({ ...head(context), choices: [{ index: 0, delta, logprobs: null, finish_reason }] }),
    kind,
  });
  yield chunk({ role: 'assistant', content: '', refusal: null }, 'opening');
  for (const piece of textPieces(reply)) yield chunk({ content: piece }, 'content');
  for (const piece of pieces(reply.refusal ?? '')) yield chunk({ refusal: piece }, 'content');
  for (const [index, call] of reply.toolCalls.entries()) {
    yield chunk(
      { tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] },
      'content',
    );
    for (const piece of pieces(call.arguments))
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] }, 'content');
  }
  yield chunk({}, 'closing', reply.finish);
  if (context.request.stream_options?.include_usage && !context.withoutUsage) {
    yield { frame: frame({ ...head(context), choices: [], usage: usage(reply) }), kind: 'closing' };
  }
  yield { frame: 'data: [DONE]\n\n', kind: 'closing' };
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
