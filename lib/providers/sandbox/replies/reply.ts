import {
  type ChatRequest,
  extractText,
  type JsonObject,
  type ResponseFormat,
  type ToolDefinition,
} from '../../../engine/chat';
import { classifyPrompt } from '../../../engine/classify/classify';
import { estimateInputTokens, estimateTokens } from '../../../engine/money/tokens';
import { seededRandom } from '../../../engine/random';
import type { Tier } from '../../../engine/types';
import { answerText } from './answers';
import { findUnfinished, remainingText, type Unfinished } from './continued';
import { generateSample } from './json-sample';
import { hashText } from './seed';
import { extractTopic } from './topic';

export interface Reply {
  text: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  finish: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  /** Sent instead of an answer. */
  refusal: string | null;
  usage: { input: number; cached: number; output: number; reasoning: number };
  /** Replaces the text; generated in chunks, never held in memory as a whole. */
  flood?: Iterable<string>;
}

/** Minimum prefix length that real vendors cache. */
const MIN_CACHED_TOKENS = 1_024;
const CHARACTERS_PER_TOKEN = 4;

/** Generates a sandbox model's reply: text, a tool call or JSON. The same request and seed give the same reply. */
export function replyTo(request: ChatRequest, tier: Tier, seed: number): Reply {
  const unfinished = findUnfinished(request.messages);
  return unfinished ? restReply(request, unfinished, tier, seed) : wholeReply(request, tier, seed);
}

function restReply(request: ChatRequest, { messages, partial }: Unfinished, tier: Tier, seed: number): Reply {
  const whole = wholeReply({ ...request, messages }, tier, seed);
  const text = remainingText(whole.text, partial);
  return { ...whole, text, usage: { ...whole.usage, ...inputUsage(request), output: estimateTokens(text) } };
}

function wholeReply(request: ChatRequest, tier: Tier, seed: number): Reply {
  const prompt = extractText(request.messages.findLast((message) => message.role === 'user')?.content);
  const random = seededRandom(hashText(`${seed}|${request.model}|${prompt}`));
  const usage = { ...inputUsage(request), output: 0, reasoning: 0 };
  const tool = toolToCall(request, prompt);
  if (tool) return toolReply(tool, prompt, random, usage);
  const { text, finish } = limited(generateBody(request, prompt, tier, random), request);
  const isThinker = /-reason$/.test(request.model);
  return {
    text,
    toolCalls: [],
    finish,
    refusal: null,
    usage: { ...usage, output: estimateTokens(text), reasoning: isThinker ? 48 : 0 },
  };
}

function generateBody(request: ChatRequest, prompt: string, tier: Tier, random: () => number): string {
  const format = request.response_format;
  if (format && format.type !== 'text') return jsonText(format, prompt, random);
  const { category } = classifyPrompt(request.messages);
  const skill = tier === 'frontier' || tier === 'large' ? 3 : tier === 'medium' ? 2 : 1;
  return answerText({ prompt, category, model: request.model, skill, random });
}

function jsonText(format: Exclude<ResponseFormat, { type: 'text' }>, prompt: string, random: () => number): string {
  if (format.type === 'json_object') return JSON.stringify({ sandbox: true, topic: extractTopic(prompt) });
  return JSON.stringify(generateSample(format.json_schema.schema, `sandbox: ${extractTopic(prompt)}`, random));
}

function limited(text: string, request: ChatRequest): { text: string; finish: 'stop' | 'length' } {
  const limit = request.max_completion_tokens ?? request.max_tokens;
  if (limit == null || estimateTokens(text) <= limit) return { text, finish: 'stop' };
  return { text: text.slice(0, Math.max(1, limit * CHARACTERS_PER_TOKEN)), finish: 'length' };
}

/** Calls a tool when required, or when the prompt matches a tool's purpose; never twice in a row. */
function toolToCall(request: ChatRequest, prompt: string): ToolDefinition | undefined {
  const { tools, tool_choice: choice, messages } = request;
  if (!tools?.length || choice === 'none' || messages.at(-1)?.role === 'tool') return undefined;
  if (typeof choice === 'object' && choice !== null)
    return tools.find((tool) => tool.function.name === choice.function.name);
  const asked = tools.find((tool) => mentions(prompt, tool));
  return choice === 'required' ? (asked ?? tools[0]) : asked;
}

function mentions(prompt: string, { function: tool }: ToolDefinition): boolean {
  const words = `${tool.name} ${tool.description ?? ''}`.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  const lowerCased = prompt.toLowerCase();
  return words.some((word) => lowerCased.includes(word));
}

function toolReply(
  { function: tool }: ToolDefinition,
  prompt: string,
  random: () => number,
  usage: Reply['usage'],
): Reply {
  const args = JSON.stringify(generateSample(tool.parameters as JsonObject, extractTopic(prompt, 2), random) ?? {});
  const id = `call_${Math.floor(random() * 2 ** 48)
    .toString(36)
    .padStart(10, '0')}`;
  return {
    text: '',
    toolCalls: [{ id, name: tool.name, arguments: args }],
    finish: 'tool_calls',
    refusal: null,
    usage: { ...usage, output: estimateTokens(tool.name + args) },
  };
}

/** Counts everything before the last turn of a long conversation as cached. */
function inputUsage(request: ChatRequest): { input: number; cached: number } {
  const input = estimateInputTokens(request);
  const earlier = estimateInputTokens({ ...request, messages: request.messages.slice(0, -1) });
  return { input, cached: request.messages.length > 2 && earlier >= MIN_CACHED_TOKENS ? earlier : 0 };
}
