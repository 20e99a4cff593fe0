import {
  type LanguageModelV4CallOptions,
  type LanguageModelV4FilePart,
  type LanguageModelV4Message,
  type LanguageModelV4ToolResultPart,
  type SharedV4Warning,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { ChatMessage, ChatRequest, ContentPart, JsonObject } from '../../engine/chat';

/**
 * Converts AI SDK call options to an OpenAI request, the reverse of `prompt.ts` and `call-options.ts`. Throws
 * `UnsupportedFunctionalityError` for files other than images.
 */
export function toChatRequest(options: LanguageModelV4CallOptions): Partial<ChatRequest> & { messages: ChatMessage[] } {
  const { maxOutputTokens, temperature, topP, stopSequences, seed, presencePenalty, frequencyPenalty } = options;
  return {
    messages: options.prompt.flatMap(toMessages),
    ...defined({ max_tokens: maxOutputTokens, temperature, top_p: topP, stop: stopSequences, seed }),
    ...defined({ presence_penalty: presencePenalty, frequency_penalty: frequencyPenalty }),
    ...toTools(options),
    ...toResponseFormat(options),
  };
}

/** Warnings for options that are not supported. */
export function listWarnings({ topK, tools = [] }: LanguageModelV4CallOptions): SharedV4Warning[] {
  const provided = tools.filter(({ type }) => type !== 'function');
  return [
    ...(topK === undefined ? [] : [{ type: 'unsupported' as const, feature: 'topK' }]),
    ...provided.map(({ name }) => ({ type: 'unsupported' as const, feature: `tool ${name}` })),
  ];
}

function toMessages(message: LanguageModelV4Message): ChatMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user':
      return [{ role: 'user', content: message.content.map((part) => (part.type === 'text' ? part : toImage(part))) }];
    case 'assistant':
      return [toAssistant(message)];
    case 'tool':
      return message.content.flatMap((part) => (part.type === 'tool-result' ? [toToolMessage(part)] : []));
  }
}

function toAssistant({ content }: Extract<LanguageModelV4Message, { role: 'assistant' }>): ChatMessage {
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const calls = content.flatMap((part) =>
    part.type === 'tool-call'
      ? [
          {
            id: part.toolCallId,
            type: 'function' as const,
            function: { name: part.toolName, arguments: JSON.stringify(part.input) },
          },
        ]
      : [],
  );
  return { role: 'assistant', content: text || null, ...(calls.length > 0 && { tool_calls: calls }) };
}

function toToolMessage({ toolCallId, output }: LanguageModelV4ToolResultPart): ChatMessage {
  const content =
    output.type === 'execution-denied'
      ? (output.reason ?? 'The call was denied.')
      : typeof output.value === 'string'
        ? output.value
        : JSON.stringify(output.value);
  return { role: 'tool', tool_call_id: toolCallId, content };
}

function toImage({ data, mediaType }: LanguageModelV4FilePart): ContentPart {
  if (!mediaType.startsWith('image')) throw new UnsupportedFunctionalityError({ functionality: `${mediaType} files` });
  if (data.type === 'url') return { type: 'image_url', image_url: { url: data.url.toString() } };
  if (data.type !== 'data') throw new UnsupportedFunctionalityError({ functionality: `images by ${data.type}` });
  const base64 = typeof data.data === 'string' ? data.data : Buffer.from(data.data).toString('base64');
  return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } };
}

function toTools({ tools = [], toolChoice }: LanguageModelV4CallOptions): Partial<ChatRequest> {
  const functions = tools.flatMap((tool) =>
    tool.type === 'function'
      ? [
          {
            type: 'function' as const,
            function: {
              name: tool.name,
              ...defined({ description: tool.description }),
              parameters: tool.inputSchema as JsonObject,
            },
          },
        ]
      : [],
  );
  if (functions.length === 0) return {};
  if (!toolChoice) return { tools: functions };
  const choice =
    toolChoice.type === 'tool'
      ? { type: 'function' as const, function: { name: toolChoice.toolName } }
      : toolChoice.type;
  return { tools: functions, tool_choice: choice };
}

function toResponseFormat({ responseFormat }: LanguageModelV4CallOptions): Partial<ChatRequest> {
  if (responseFormat?.type !== 'json') return {};
  if (!responseFormat.schema) return { response_format: { type: 'json_object' } };
  const { name = 'answer', description, schema } = responseFormat;
  return {
    response_format: {
      type: 'json_schema',
      json_schema: { name, ...defined({ description }), schema: schema as JsonObject },
    },
  };
}

/** Removes undefined values, which differ from absent keys on the wire. */
function defined<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}
