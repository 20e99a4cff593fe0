import type { JsonObject } from '../engine/chat';
import { NO_USAGE, totalInputTokens } from '../engine/money/cost';
import type { Attempt, Usage } from '../engine/types';

/**
 * Normalises OpenAI-compatible usage. `prompt_tokens` includes cached tokens. Reasoning is part of `completion_tokens` at
 * most vendors and separate at some, according to the vendor's dialect or else to the total. Returns `NO_USAGE` when a
 * count is missing or parts exceed their total, because such a usage is not reliable.
 */
export function usageFromOpenAi(wire: JsonObject, reasoningIsSeparate = false): Usage {
  if (typeof wire.prompt_tokens !== 'number' || typeof wire.completion_tokens !== 'number') return NO_USAGE;
  const prompt = count(wire.prompt_tokens);
  const completion = count(wire.completion_tokens);
  const promptDetails = details(wire.prompt_tokens_details);
  const cached = count(promptDetails.cached_tokens ?? wire.prompt_cache_hit_tokens ?? wire.cached_tokens);
  const written = count(promptDetails.cache_write_tokens);
  if (cached + written > prompt) return NO_USAGE;
  const reasoning = count(details(wire.completion_tokens_details).reasoning_tokens);
  const isSeparate =
    reasoningIsSeparate || reasoning > completion || count(wire.total_tokens) === prompt + completion + reasoning;
  return {
    inputTokens: prompt - cached - written,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
    cacheWrite1hTokens: 0,
    outputTokens: reasoning > 0 && !isSeparate ? completion - reasoning : completion,
    reasoningTokens: reasoning,
  };
}

/** The usage reported to the caller: the vendor's own when it was used for the cost, else the estimate. */
export function reportedUsage({ usage, usageState }: Attempt, wire: JsonObject | null | undefined): JsonObject {
  return wire && usageState === 'measured' ? wire : usageToOpenAi(usage);
}

/** Converts a usage to OpenAI's shape, for vendors with another one. */
export function usageToOpenAi(usage: Usage): JsonObject {
  const prompt = totalInputTokens(usage);
  const completion = usage.outputTokens + usage.reasoningTokens;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function details(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
