import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FunctionTool,
  LanguageModelV4ToolChoice,
} from '@ai-sdk/provider';
import type { ChatRequest, ToolDefinition } from '../../engine/chat';
import type { Model } from '../../engine/types';
import { toPrompt } from './prompt';

/** These APIs require a limit; used when the caller sets none, capped at the model's own. */
const DEFAULT_MAX_OUTPUT_TOKENS = 32_000;

/** Converts an OpenAI request to AI SDK call options. */
export function toCallOptions(
  request: ChatRequest,
  model: Model,
  abortSignal: AbortSignal,
): LanguageModelV4CallOptions {
  const limit = request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_MAX_OUTPUT_TOKENS;
  return {
    prompt: toPrompt(request.messages),
    maxOutputTokens: Math.min(limit, model.maxOutputTokens),
    abortSignal,
    ...sampling(request),
    ...(request.tools?.length && { tools: request.tools.map(toTool), toolChoice: toToolChoice(request) }),
    ...responseFormat(request),
    ...reasoning(request),
  };
}

function sampling(request: ChatRequest): Partial<LanguageModelV4CallOptions> {
  const { temperature, top_p, seed, stop, presence_penalty, frequency_penalty } = request;
  return {
    ...(temperature != null && { temperature }),
    ...(top_p != null && { topP: top_p }),
    ...(seed != null && { seed }),
    ...(stop != null && { stopSequences: [stop].flat() }),
    ...(presence_penalty != null && { presencePenalty: presence_penalty }),
    ...(frequency_penalty != null && { frequencyPenalty: frequency_penalty }),
  };
}

function toTool({ function: tool }: ToolDefinition): LanguageModelV4FunctionTool {
  return {
    type: 'function',
    name: tool.name,
    inputSchema: tool.parameters ?? { type: 'object', properties: {} },
    ...(tool.description && { description: tool.description }),
  };
}

function toToolChoice({ tool_choice: choice }: ChatRequest): LanguageModelV4ToolChoice {
  if (choice === 'none' || choice === 'required') return { type: choice };
  if (typeof choice === 'object' && choice !== null) return { type: 'tool', toolName: choice.function.name };
  return { type: 'auto' };
}

function responseFormat({ response_format: format }: ChatRequest): Partial<LanguageModelV4CallOptions> {
  if (format?.type === 'json_object') return { responseFormat: { type: 'json' } };
  if (format?.type !== 'json_schema') return {};
  const { name, schema, description } = format.json_schema;
  return { responseFormat: { type: 'json', name, ...(schema && { schema }), ...(description && { description }) } };
}

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;

function reasoning(request: ChatRequest): Partial<LanguageModelV4CallOptions> {
  const effort = EFFORTS.find((known) => known === request.reasoning_effort);
  return effort ? { reasoning: effort } : {};
}
