import { z } from 'zod';
import type { ChatSettings } from '../../chat-settings';
import type { ChatMessage, ChatRequest } from '../../engine/chat';
import type { RouteOptions } from '../../engine/decide/plan';
import { type Policy, policyNamed, WORKSPACE_POLICY } from '../../engine/policy/policy';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import { activePolicy } from '../routing/routing-report';

type Policies = Pick<Runtime, 'knowledge'>;

export { type ChatSettings, chatSettings, DEFAULT_CHAT_SETTINGS } from '../../chat-settings';

/** The request, options and policy that chat settings stand for. */
export interface SettledRequest {
  request: ChatRequest;
  options: RouteOptions;
  /** Replaces the policy that `model` names. */
  policy?: Policy;
  isSticky: boolean;
  /** The model that gave the previous answer of the branch. */
  branchModel?: string;
}

/**
 * Builds the gateway's streamed request. `messages` is the conversation without its system prompt. Throws
 * `invalid_request_error` when the JSON schema is invalid.
 */
export function requestFrom(runtime: Policies, settings: ChatSettings, messages: ChatMessage[]): SettledRequest {
  const { model, systemPrompt, temperature, maxTokens, maxCostUsd, keepModel } = settings;
  const policy = policyFrom(runtime, settings);
  const format = toResponseFormat(settings);
  return {
    request: {
      model,
      messages: systemPrompt.trim() ? [{ role: 'system', content: systemPrompt }, ...messages] : messages,
      stream: true,
      ...(temperature !== null && { temperature }),
      ...(maxTokens !== null && { max_tokens: maxTokens }),
      ...(format && { response_format: format }),
    },
    options: {
      ...(maxCostUsd !== null && { maxCostNanoUsd: Math.floor(maxCostUsd * 1e9) }),
      ...fallbackFrom(runtime, settings),
      ...(settings.askSeveral !== null && { parallel: settings.askSeveral, consensus: true }),
    },
    ...(policy && { policy }),
    isSticky: keepModel,
  };
}

/** A pinned model asked in parallel with others needs fallback, because it allows the other models. */
function fallbackFrom(runtime: Policies, { model, fallback, askSeveral }: ChatSettings): { fallback?: boolean } {
  const named = model.startsWith('auto:') ? model.slice('auto:'.length) : model;
  const isPinned = model !== 'auto' && !policyNamed(named, runtime.knowledge.policies);
  if (askSeveral !== null && isPinned) return { fallback: true };
  return fallback ? {} : { fallback: false };
}

function policyFrom(runtime: Policies, { model, qualityWeight }: ChatSettings): Policy | null {
  if (qualityWeight === null || !(model === 'auto' || model.startsWith('auto:'))) return null;
  const name = model.slice('auto:'.length) || WORKSPACE_POLICY;
  const named = policyNamed(name, runtime.knowledge.policies) ?? activePolicy(runtime, WORKSPACE_POLICY);
  return { ...named, name, qualityWeight };
}

function toResponseFormat({ jsonMode, jsonSchema }: ChatSettings): ChatRequest['response_format'] {
  if (!jsonMode) return undefined;
  if (!jsonSchema.trim()) return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: 'answer', schema: schemaFrom(jsonSchema) } };
}

function schemaFrom(typed: string): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(typed));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_request_error', 'The JSON schema is not a JSON object. Fix it in the parameters panel.', {
    param: 'jsonSchema',
  });
}

function parseJson(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return null;
  }
}
