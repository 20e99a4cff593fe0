/**
 * The engine's request and answer types: OpenAI's chat completions. Unknown fields are kept, so that new vendor fields
 * pass through.
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
  /** Number of answers to generate. */
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

/** The plain text of a message's content; non-text parts are skipped. */
export function extractText(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content;
  if (!content) return '';
  return content.map((part) => (part.type === 'text' && typeof part.text === 'string' ? part.text : '')).join('\n');
}

/** The text of the last user turn; empty when there is none. */
export function lastUserText(messages: ChatMessage[]): string {
  return extractText(messages.findLast(({ role }) => role === 'user')?.content);
}

/** The caller's limit on output tokens: `max_completion_tokens`, else `max_tokens`; null: none. */
export function resolveMaxTokens(request: ChatRequest): number | null {
  return request.max_completion_tokens ?? request.max_tokens ?? null;
}

/** Abilities a request needs from a model. */
export interface Needs {
  vision: boolean;
  tools: boolean;
  jsonSchema: boolean;
}

/** Determines which abilities a model needs to serve a request. */
export function detectNeeds(request: ChatRequest): Needs {
  return {
    vision: request.messages.some(hasImage),
    tools: Boolean(request.tools?.length),
    jsonSchema: request.response_format?.type === 'json_schema',
  };
}

function hasImage(message: ChatMessage): boolean {
  return Array.isArray(message.content) && message.content.some((part) => part.type === 'image_url');
}

/** Delta fields that are visible content. */
const CONTENT_KEYS = ['content', 'reasoning_content', 'reasoning', 'refusal', 'function_call', 'audio', 'images'];

/** True when a chunk has visible content: text, reasoning, a refusal or a tool call. */
export function showsContent(chunk: ChatChunk): boolean {
  return chunk.choices.some(
    ({ delta }) => delta && (CONTENT_KEYS.some((key) => delta[key]) || Boolean(delta.tool_calls?.length)),
  );
}

/** The text a chunk adds to the first choice; empty when it has none. */
export function firstChoiceText({ choices }: ChatChunk): string {
  return choices.find(({ index }) => index === 0)?.delta?.content ?? '';
}

/** All output text of a chunk, including reasoning and tool arguments, as a tokenizer would count it. */
export function extractOutputText(chunk: ChatChunk): string {
  let text = '';
  for (const { delta } of chunk.choices) {
    if (!delta) continue;
    text += `${delta.reasoning_content ?? delta.reasoning ?? ''}${delta.content ?? ''}${delta.refusal ?? ''}`;
    for (const call of delta.tool_calls ?? []) text += `${call.function?.name ?? ''}${call.function?.arguments ?? ''}`;
  }
  return text;
}
