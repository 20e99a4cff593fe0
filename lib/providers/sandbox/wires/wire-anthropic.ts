import type { ChatMessage, ChatRequest, JsonObject, ToolChoice } from '../../../engine/chat';
import type { Reply } from '../replies/reply';
import { anthropicRefusal } from './refusal-anthropic';
import { frame, pieces, textPieces, type Wire, type WireContext, type WireEvent } from './wire';

/** Anthropic's Messages API. */
export const anthropicSandboxWire: Wire = {
  parse,
  answer: (reply, context) => ({
    id: context.id,
    type: 'message',
    role: 'assistant',
    model: context.request.model,
    content: blocks(reply),
    stop_reason: stopReason(reply),
    stop_sequence: null,
    usage: context.withoutUsage ? NO_USAGE : { ...inputUsage(reply), output_tokens: outputTokens(reply) },
  }),
  events,
  refusal: anthropicRefusal,
  errorEvent: (problem) => frame(anthropicRefusal(problem).body, 'error'),
};

/** This API always sends usage; zero counts stand for a missing one. */
const NO_USAGE = { input_tokens: 0, output_tokens: 0 };

interface Block extends JsonObject {
  type: string;
}

function parse(body: JsonObject): ChatRequest {
  const system = Array.isArray(body.system)
    ? (body.system as Block[]).map((block) => block.text).join('\n')
    : body.system;
  const messages = (body.messages as { role: 'user' | 'assistant'; content: string | Block[] }[]).flatMap(toMessages);
  return {
    model: String(body.model),
    stream: Boolean(body.stream),
    max_tokens: Number(body.max_tokens),
    messages: system ? [{ role: 'system', content: String(system) }, ...messages] : messages,
    ...toTools(body),
    ...toResponseFormat(body),
  };
}

function toMessages({ role, content }: { role: 'user' | 'assistant'; content: string | Block[] }): ChatMessage[] {
  if (typeof content === 'string') return [{ role, content }];
  const text = content
    .filter((block) => block.type === 'text')
    .map((block) => String(block.text))
    .join('\n');
  const results = content.filter((block) => block.type === 'tool_result');
  if (results.length > 0) {
    return results.map((block) => ({
      role: 'tool',
      tool_call_id: String(block.tool_use_id),
      content: JSON.stringify(block.content),
    }));
  }
  return [{ role, content: text }];
}

function toTools(body: JsonObject): Pick<ChatRequest, 'tools' | 'tool_choice'> {
  const tools = (body.tools ?? []) as { name: string; description?: string; input_schema: JsonObject }[];
  if (tools.length === 0) return {};
  const choice = body.tool_choice as { type: string; name?: string } | undefined;
  return {
    tools: tools.map(({ name, description, input_schema }) => ({
      type: 'function',
      function: { name, ...(description && { description }), parameters: input_schema },
    })),
    tool_choice: toToolChoice(choice),
  };
}

function toToolChoice(choice: { type: string; name?: string } | undefined): ToolChoice {
  if (choice?.type === 'tool' && choice.name) return { type: 'function', function: { name: choice.name } };
  return choice?.type === 'any' ? 'required' : choice?.type === 'none' ? 'none' : 'auto';
}

function toResponseFormat(body: JsonObject): Pick<ChatRequest, 'response_format'> {
  const config = body.output_config as { format?: { type: string; schema: JsonObject } } | undefined;
  const format = config?.format ?? (body.output_format as { type: string; schema: JsonObject } | undefined);
  if (format?.type !== 'json_schema') return {};
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: format.schema } } };
}

/** A refusal has a text; the stop reason marks it as a refusal. */
function blocks({ text, refusal, toolCalls, flood }: Reply): JsonObject[] {
  const content = refusal ?? text;
  return [
    ...(content || flood ? [{ type: 'text', text: content }] : []),
    ...toolCalls.map(({ id, name, arguments: args }) => ({ type: 'tool_use', id, name, input: JSON.parse(args) })),
  ];
}

function* events(reply: Reply, context: WireContext): Generator<WireEvent> {
  const event: WriteEvent = (kind, type, data) => ({ frame: frame({ type, ...data }, type), kind });
  const input = context.withoutUsage ? NO_USAGE : { ...inputUsage(reply), output_tokens: 1 };
  yield event('opening', 'message_start', {
    message: {
      id: context.id,
      type: 'message',
      role: 'assistant',
      model: context.request.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: input,
    },
  });
  yield event('opening', 'ping', {});
  for (const [index, block] of blocks(reply).entries()) yield* blockEvents(event, index, block, reply);
  const output = context.withoutUsage ? NO_USAGE : { output_tokens: outputTokens(reply) };
  yield event('closing', 'message_delta', {
    delta: { stop_reason: stopReason(reply), stop_sequence: null },
    usage: output,
  });
  yield event('closing', 'message_stop', {});
}

type WriteEvent = (kind: WireEvent['kind'], type: string, data: JsonObject) => WireEvent;

function* blockEvents(event: WriteEvent, index: number, block: JsonObject, reply: Reply): Generator<WireEvent> {
  const isText = block.type === 'text';
  const start = isText ? { type: 'text', text: '' } : { type: 'tool_use', id: block.id, name: block.name, input: {} };
  yield event('opening', 'content_block_start', { index, content_block: start });
  const content =
    isText && reply.flood ? textPieces(reply) : pieces(isText ? String(block.text) : JSON.stringify(block.input));
  for (const piece of content) {
    const delta = isText ? { type: 'text_delta', text: piece } : { type: 'input_json_delta', partial_json: piece };
    yield event('content', 'content_block_delta', { index, delta });
  }
  yield event('closing', 'content_block_stop', { index });
}

/** Excluding cached tokens, as Anthropic counts. */
function inputUsage({ usage: { input, cached } }: Reply): JsonObject {
  return { input_tokens: input - cached, cache_creation_input_tokens: 0, cache_read_input_tokens: cached };
}

/** Thinking tokens are part of the output count. */
function outputTokens({ usage: { output, reasoning } }: Reply): number {
  return output + reasoning;
}

function stopReason({ finish, refusal }: Reply): string {
  if (refusal) return 'refusal';
  return { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use', content_filter: 'refusal' }[finish];
}
