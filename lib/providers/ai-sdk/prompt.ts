import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4TextPart,
} from '@ai-sdk/provider';
import { type ChatMessage, type ContentPart, extractText, type ToolCall } from '../../engine/chat';
import { createFailure, UpstreamError } from '../../engine/execute/failure';

/** Converts OpenAI messages to an AI SDK prompt and matches tool results to their calls. */
export function toPrompt(messages: ChatMessage[]): LanguageModelV4Prompt {
  const toolNames = new Map(
    messages.flatMap((message) => message.tool_calls ?? []).map((call) => [call.id, call.function.name]),
  );
  const prompt: LanguageModelV4Prompt = [];
  for (const message of messages) append(prompt, toMessage(message, toolNames));
  return prompt;
}

/** Merges consecutive tool results into one message, as vendors require. */
function append(prompt: LanguageModelV4Prompt, message: LanguageModelV4Message): void {
  const last = prompt.at(-1);
  if (last?.role === 'tool' && message.role === 'tool') last.content.push(...message.content);
  else prompt.push(message);
}

function toMessage(message: ChatMessage, toolNames: Map<string, string>): LanguageModelV4Message {
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: extractText(message.content) };
    case 'assistant':
      return { role: 'assistant', content: [...assistantText(message), ...(message.tool_calls ?? []).map(toToolCall)] };
    case 'tool':
    case 'function':
      return { role: 'tool', content: [toToolResult(message, toolNames)] };
    default:
      return { role: 'user', content: userParts(message.content) };
  }
}

function assistantText(message: ChatMessage): LanguageModelV4TextPart[] {
  const text = extractText(message.content);
  return text ? [{ type: 'text', text }] : [];
}

function toToolCall(call: ToolCall) {
  return { type: 'tool-call' as const, toolCallId: call.id, toolName: call.function.name, input: parseArguments(call) };
}

function parseArguments(call: ToolCall): unknown {
  try {
    return JSON.parse(call.function.arguments || '{}');
  } catch {
    throw new UpstreamError(
      createFailure('invalid-request', `The arguments of tool call ${call.id} are not JSON.`, { httpStatus: 400 }),
    );
  }
}

function toToolResult(message: ChatMessage, toolNames: Map<string, string>) {
  const toolCallId = message.tool_call_id ?? '';
  const toolName = toolNames.get(toolCallId) ?? message.name ?? 'tool';
  return {
    type: 'tool-result' as const,
    toolCallId,
    toolName,
    output: { type: 'text' as const, value: extractText(message.content) },
  };
}

function userParts(content: ChatMessage['content']): (LanguageModelV4TextPart | LanguageModelV4FilePart)[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return (content ?? []).flatMap((part) => toPart(part));
}

function toPart(part: ContentPart): (LanguageModelV4TextPart | LanguageModelV4FilePart)[] {
  if (part.type === 'text') return [{ type: 'text', text: String(part.text ?? '') }];
  if (part.type === 'image_url') return [imagePart((part.image_url as { url: string }).url)];
  throw new UpstreamError(
    createFailure('invalid-request', `Content of type "${part.type}" cannot be sent to this model.`, {
      httpStatus: 400,
    }),
  );
}

function imagePart(url: string): LanguageModelV4FilePart {
  const inline = /^data:([^;,]+);base64,(.*)$/s.exec(url);
  if (inline?.[1] && inline[2]) return { type: 'file', mediaType: inline[1], data: { type: 'data', data: inline[2] } };
  if (!URL.canParse(url))
    throw new UpstreamError(
      createFailure('invalid-request', 'An image_url is neither a URL nor a data URL.', { httpStatus: 400 }),
    );
  return { type: 'file', mediaType: 'image/*', data: { type: 'url', url: new URL(url) } };
}
