import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { ChatChunk, ChunkDelta } from '../../engine/chat';
import type { ProviderEvent, Usage } from '../../engine/types';
import { usageToOpenAi } from '../usage';

type FinishReason = LanguageModelV4FinishReason['unified'];

const FINISH_REASONS: Partial<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  'tool-calls': 'tool_calls',
  other: 'stop',
};

/** Converts the parts of an AI SDK stream to OpenAI chunks. One writer per answer, because it numbers tool calls. */
export class ChunkWriter {
  private readonly toolIndexes = new Map<string, number>();
  private readonly streamedTools = new Set<string>();
  private readonly head: Omit<ChatChunk, 'choices'>;
  private hasRole = false;

  constructor(id: string, model: string, created: number) {
    this.head = { id, object: 'chat.completion.chunk', created, model };
  }

  /** Converts a part to events; none for parts without an OpenAI equivalent. */
  write(part: LanguageModelV4StreamPart): ProviderEvent[] {
    switch (part.type) {
      case 'text-delta':
        return [this.delta({ content: part.delta })];
      case 'reasoning-delta':
        return [this.delta({ reasoning_content: part.delta })];
      case 'tool-input-start':
        return [this.toolStart(part.id, part.toolName)];
      case 'tool-input-delta':
        return [this.toolArguments(part.id, part.delta)];
      case 'tool-call':
        return this.wholeToolCall(part.toolCallId, part.toolName, part.input);
      case 'finish':
        return this.finish(part.finishReason.unified, part.usage);
      default:
        return [];
    }
  }

  private toolStart(id: string, name: string): ProviderEvent {
    const index = this.toolIndexes.size;
    this.toolIndexes.set(id, index);
    return this.delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] });
  }

  private toolArguments(id: string, delta: string): ProviderEvent {
    this.streamedTools.add(id);
    return this.delta({ tool_calls: [{ index: this.toolIndexes.get(id) ?? 0, function: { arguments: delta } }] });
  }

  /** Some vendors send a tool call at once, others in deltas and then again in full; arguments are emitted once. */
  private wholeToolCall(id: string, name: string, input: string): ProviderEvent[] {
    if (this.streamedTools.has(id)) return [];
    const events = this.toolIndexes.has(id) ? [] : [this.toolStart(id, name)];
    return [...events, this.toolArguments(id, input)];
  }

  private finish(reason: FinishReason, usage: LanguageModelV4Usage): ProviderEvent[] {
    const normalised = toUsage(usage);
    return [
      this.chunk({}, FINISH_REASONS[reason] ?? 'stop'),
      ...(normalised ? [{ type: 'usage' as const, usage: normalised, wire: usageToOpenAi(normalised) }] : []),
    ];
  }

  private delta(delta: ChunkDelta): ProviderEvent {
    if (this.hasRole) return this.chunk(delta, null);
    this.hasRole = true;
    return this.chunk({ role: 'assistant', ...delta }, null);
  }

  private chunk(delta: ChunkDelta, finish_reason: string | null): ProviderEvent {
    return { type: 'chunk', chunk: { ...this.head, choices: [{ index: 0, delta, finish_reason }] } as ChatChunk };
  }
}

/** Usage by class; null when the vendor sent none. Reasoning is separate and never counted twice. */
function toUsage({ inputTokens, outputTokens, raw }: LanguageModelV4Usage): Usage | null {
  if (!inputTokens.total && !outputTokens.total) return null;
  const cached = inputTokens.cacheRead ?? 0;
  const written = inputTokens.cacheWrite ?? 0;
  const writtenFor1h = Math.min(written, cacheWrite1hOf(raw));
  const reasoning = outputTokens.reasoning ?? 0;
  return {
    inputTokens: inputTokens.noCache ?? Math.max(0, (inputTokens.total ?? 0) - cached - written),
    cachedInputTokens: cached,
    cacheWriteTokens: written - writtenFor1h,
    cacheWrite1hTokens: writtenFor1h,
    outputTokens: outputTokens.text ?? Math.max(0, (outputTokens.total ?? 0) - reasoning),
    reasoningTokens: reasoning,
  };
}

/** Anthropic's count of one-hour cache writes, which the SDK adds to the five-minute ones. */
function cacheWrite1hOf(raw: LanguageModelV4Usage['raw']): number {
  const creation = raw?.cache_creation as { ephemeral_1h_input_tokens?: unknown } | null | undefined;
  const count = creation?.ephemeral_1h_input_tokens;
  return typeof count === 'number' ? count : 0;
}
