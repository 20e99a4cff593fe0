import type { JsonObject } from '../engine/chat';
import { NO_USAGE, totalInputTokens } from '../engine/money/cost';
import type { Attempt, Usage } from '../engine/types';

/**
 * Normalises an OpenAI-compatible usage. `prompt_tokens` is gross, cached tokens lie inside it. Reasoning lies inside
 * `completion_tokens` at most vendors and beside them at some; the vendor's dialect says so, or else the total does.
 * No usage when one of the two counts is missing, or parts are more than their whole: such a bill is none.
 */
export function usageFromOpenAi(wire: JsonObject, reasoningBeside = false): Usage {
  if (typeof wire.prompt_tokens !== 'number' || typeof wire.completion_tokens !== 'number') return NO_USAGE;
  const prompt = count(wire.prompt_tokens);
  const completion = count(wire.completion_tokens);
  const promptDetails = details(wire.prompt_tokens_details);
  const cached = count(promptDetails.cached_tokens ?? wire.prompt_cache_hit_tokens ?? wire.cached_tokens);
  const written = count(promptDetails.cache_write_tokens);
  if (cached + written > prompt) return NO_USAGE;
  const reasoning = count(details(wire.completion_tokens_details).reasoning_tokens);
  const isBeside =
    reasoningBeside || reasoning > completion || count(wire.total_tokens) === prompt + completion + reasoning;
  return {
    inputTokens: prompt - cached - written,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
    cacheWrite1hTokens: 0,
    outputTokens: reasoning > 0 && !isBeside ? completion - reasoning : completion,
    reasoningTokens: reasoning,
  };
}

/** The usage that the caller is told: the vendor's own words where they were believed, else what the cost rests on. */
export function usageToTell({ usage, usageState }: Attempt, wire: JsonObject | null | undefined): JsonObject {
  return wire && usageState === 'measured' ? wire : usageToOpenAi(usage);
}

/** The OpenAI shape of a usage, for callers of vendors that have another. */
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
