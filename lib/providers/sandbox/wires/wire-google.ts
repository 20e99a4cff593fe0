import type { ChatMessage, ChatRequest, JsonObject } from '../../../engine/chat';
import type { Reply } from '../replies/reply';
import { googleRefusal } from './refusal-google';
import { frame, textPieces, type Wire, type WireContext, type WireEvent } from './wire';

/** Google's Gemini `generateContent` and `streamGenerateContent?alt=sse`. */
export const googleSandboxWire: Wire = {
  parse,
  answer: (reply, context) => ({
    ...closing(reply, parts(reply)),
    ...usageMetadata(reply, context),
    modelVersion: context.request.model,
    responseId: context.id,
  }),
  events,
  refusal: googleRefusal,
  // Sent as in a non-streamed response: JSON over several lines without a `data:` prefix.
  errorEvent: (problem) => `${JSON.stringify(googleRefusal(problem).body, null, 2)}\n`,
};

interface Content {
  role?: string;
  parts?: JsonObject[];
}

interface GenerationConfig {
  maxOutputTokens?: number;
  responseMimeType?: string;
  responseSchema?: JsonObject;
  responseJsonSchema?: JsonObject;
}

function parse(body: JsonObject, path: string): ChatRequest {
  const config = (body.generationConfig ?? {}) as GenerationConfig;
  const system = ((body.systemInstruction as Content | undefined)?.parts ?? []).map((part) => part.text).join('\n');
  const messages = (body.contents as Content[]).flatMap(toMessages);
  return {
    model: decodeURIComponent(/models\/([^:]+):/.exec(path)?.[1] ?? ''),
    stream: path.includes(':streamGenerateContent'),
    messages: system ? [{ role: 'system', content: system }, ...messages] : messages,
    ...(config.maxOutputTokens && { max_tokens: config.maxOutputTokens }),
    ...toTools(body),
    ...toResponseFormat(config),
  };
}

function toMessages({ role, parts: own = [] }: Content): ChatMessage[] {
  const results = own.filter((part) => part.functionResponse);
  if (results.length > 0)
    return results.map((part) => ({ role: 'tool', content: JSON.stringify(part.functionResponse) }));
  const content = own.map((part) => (typeof part.text === 'string' ? part.text : '')).join('\n');
  return [{ role: role === 'model' ? 'assistant' : 'user', content }];
}

function toTools(body: JsonObject): Pick<ChatRequest, 'tools' | 'tool_choice'> {
  const declared = ((body.tools ?? []) as { functionDeclarations?: JsonObject[] }[]).flatMap(
    (tool) => tool.functionDeclarations ?? [],
  );
  if (declared.length === 0) return {};
  const { mode } = ((body.toolConfig as JsonObject)?.functionCallingConfig ?? {}) as { mode?: string };
  return {
    tools: declared.map((tool) => ({
      type: 'function',
      function: {
        name: String(tool.name),
        ...(tool.description ? { description: String(tool.description) } : {}),
        parameters: (tool.parametersJsonSchema ?? tool.parameters ?? {}) as JsonObject,
      },
    })),
    tool_choice: mode === 'ANY' ? 'required' : mode === 'NONE' ? 'none' : 'auto',
  };
}

function toResponseFormat(config: GenerationConfig): Pick<ChatRequest, 'response_format'> {
  if (config.responseMimeType !== 'application/json') return {};
  const schema = config.responseJsonSchema ?? config.responseSchema;
  if (!schema) return { response_format: { type: 'json_object' } };
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: lowerCaseTypes(schema) } } };
}

/** Gemini's schema dialect has upper-case types. */
function lowerCaseTypes(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'type' && typeof value === 'string' ? value.toLowerCase() : value,
  );
}

function parts({ text, toolCalls }: Reply): JsonObject[] {
  return [
    ...(text ? [{ text }] : []),
    ...toolCalls.map(({ name, arguments: args }) => ({ functionCall: { name, args: JSON.parse(args) } })),
  ];
}

function candidate(own: JsonObject[]): JsonObject {
  return { content: { parts: own, role: 'model' }, index: 0 };
}

/** Gemini sends no role-only chunk; usage and finish reason are in the last chunk. */
function* events(reply: Reply, context: WireContext): Generator<WireEvent> {
  const tail = { modelVersion: context.request.model, responseId: context.id };
  for (const piece of textPieces(reply)) {
    yield { frame: frame({ candidates: [candidate([{ text: piece }])], ...tail }), kind: 'content' };
  }
  const last = parts({ ...reply, text: '' });
  yield {
    frame: frame({ ...closing(reply, last), ...usageMetadata(reply, context), ...tail }),
    kind: last.length > 0 ? 'content' : 'closing',
  };
}

/** A filtered answer has no content; a refused prompt has no candidates. */
function closing(reply: Reply, own: JsonObject[]): JsonObject {
  if (reply.refusal) return { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } };
  if (reply.finish === 'content_filter') return { candidates: [{ finishReason: 'SAFETY', index: 0 }] };
  const content = own.length > 0 ? own : [{ text: '' }];
  return { candidates: [{ ...candidate(content), finishReason: finishReason(reply) }] };
}

/** Thought tokens are not part of the candidates' count. */
function usageMetadata(
  { usage: { input, cached, output, reasoning } }: Reply,
  { withoutUsage }: WireContext,
): JsonObject {
  if (withoutUsage) return {};
  return {
    usageMetadata: {
      promptTokenCount: input,
      ...(cached > 0 && { cachedContentTokenCount: cached }),
      candidatesTokenCount: output,
      ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
      totalTokenCount: input + output + reasoning,
    },
  };
}

function finishReason({ finish }: Reply): string {
  return finish === 'length' ? 'MAX_TOKENS' : 'STOP';
}
