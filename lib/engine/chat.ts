/**
 * The canonical shapes of a request and its answer: OpenAI's chat completions, the field's lingua franca.
 * Unknown fields are kept, so that what a vendor adds tomorrow passes through today.
 */
export type JsonObject = { [key: string]: unknown };

export type ContentPart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string; detail?: string } }
  | { type: string; [key: string]: unknown };

export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';
  content?: string | ContentPart[] | null;
  name?: string;
  tool_calls?: ToolCall[];
  tool_call_id?: string;
  [key: string]: unknown;
}

export interface ToolDefinition {
  type: 'function';
  function: { name: string; description?: string; parameters?: JsonObject; strict?: boolean | null };
}

export type ToolChoice = 'none' | 'auto' | 'required' | { type: 'function'; function: { name: string } };

export type ResponseFormat =
  | { type: 'text' }
  | { type: 'json_object' }
  | {
      type: 'json_schema';
      json_schema: { name: string; schema?: JsonObject; description?: string; strict?: boolean | null };
    };

export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  stream?: boolean | null;
  stream_options?: { include_usage?: boolean } | null;
  max_tokens?: number | null;
  max_completion_tokens?: number | null;
  /** How many answers to give. */
  n?: number | null;
  temperature?: number | null;
  top_p?: number | null;
  stop?: string | string[] | null;
  seed?: number | null;
  presence_penalty?: number | null;
  frequency_penalty?: number | null;
  tools?: ToolDefinition[] | null;
  tool_choice?: ToolChoice | null;
  response_format?: ResponseFormat | null;
  [key: string]: unknown;
}

export interface ToolCallDelta {
  index: number;
  id?: string;
  type?: 'function';
  function?: { name?: string; arguments?: string };
}

export interface ChunkDelta {
  role?: string;
  content?: string | null;
  reasoning_content?: string | null;
  reasoning?: string | null;
  refusal?: string | null;
  tool_calls?: ToolCallDelta[];
  [key: string]: unknown;
}

export interface ChunkChoice {
  index: number;
  delta: ChunkDelta;
  finish_reason?: string | null;
  [key: string]: unknown;
}

export interface ChatChunk {
  id: string;
  object: 'chat.completion.chunk';
  created: number;
  model: string;
  choices: ChunkChoice[];
  usage?: JsonObject | null;
  [key: string]: unknown;
}

export interface AnswerMessage {
  role: 'assistant';
  content: string | null;
  reasoning_content?: string;
  refusal?: string | null;
  tool_calls?: ToolCall[];
  [key: string]: unknown;
}

export interface AnswerChoice {
  index: number;
  message: AnswerMessage;
  finish_reason: string | null;
  [key: string]: unknown;
}

export interface ChatAnswer {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: AnswerChoice[];
  usage?: JsonObject | null;
  [key: string]: unknown;
}

/** The plain text of a message's content; parts that are not text contribute nothing. */
export function textOf(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content;
  if (!content) return '';
  return content.map((part) => (part.type === 'text' && typeof part.text === 'string' ? part.text : '')).join('\n');
}

/** The text of the last user turn; empty when there is none. */
export function lastUserText(messages: ChatMessage[]): string {
  return textOf(messages.findLast(({ role }) => role === 'user')?.content);
}

/** The caller's limit on an answer, in tokens: the newer spelling counts where both are there. Null: none. */
export function maxTokensOf(request: ChatRequest): number | null {
  return request.max_completion_tokens ?? request.max_tokens ?? null;
}

/** What a request asks of a model beyond plain text. */
export interface Needs {
  vision: boolean;
  tools: boolean;
  jsonSchema: boolean;
}

/** Reads from the request which abilities a model must have to serve it. */
export function needsOf(request: ChatRequest): Needs {
  return {
    vision: request.messages.some(hasImage),
    tools: Boolean(request.tools?.length),
    jsonSchema: request.response_format?.type === 'json_schema',
  };
}

function hasImage(message: ChatMessage): boolean {
  return Array.isArray(message.content) && message.content.some((part) => part.type === 'image_url');
}

/** Parts of a delta that show the caller something. */
const CONTENT_KEYS = ['content', 'reasoning_content', 'reasoning', 'refusal', 'function_call', 'audio', 'images'];

/** True when the delta shows the caller something: content, reasoning, a refusal or a tool call. */
export function showsContent(chunk: ChatChunk): boolean {
  return chunk.choices.some(
    ({ delta }) => delta && (CONTENT_KEYS.some((key) => delta[key]) || Boolean(delta.tool_calls?.length)),
  );
}

/** The text that a chunk adds to the first choice. A choice may come without a delta, and not each chunk has the first. */
export function firstTextOf({ choices }: ChatChunk): string {
  return choices.find(({ index }) => index === 0)?.delta?.content ?? '';
}

/** The text a chunk adds, reasoning and tool arguments included: what a tokenizer would count as output. */
export function outputTextOf(chunk: ChatChunk): string {
  let text = '';
  for (const { delta } of chunk.choices) {
    if (!delta) continue;
    text += `${delta.reasoning_content ?? delta.reasoning ?? ''}${delta.content ?? ''}${delta.refusal ?? ''}`;
    for (const call of delta.tool_calls ?? []) text += `${call.function?.name ?? ''}${call.function?.arguments ?? ''}`;
  }
  return text;
}
