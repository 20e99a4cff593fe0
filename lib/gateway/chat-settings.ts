import { z } from 'zod';
import type { ChatMessage, ChatRequest } from '../engine/chat';
import type { RouteOptions } from '../engine/plan';
import { type Policy, policyNamed, WORKSPACE_POLICY } from '../engine/policy/policy';
import { AppError } from '../errors';
import { isStorable } from '../storable-text';
import { policyInForce } from './routing-report';
import type { Runtime } from './runtime';

const text = (longest: number) =>
  z.string().max(longest).refine(isStorable, 'It holds a character that cannot be stored.');

/** What a person sets beside a question in the playground, or for a column of a comparison. */
export const chatSettings = z.object({
  /** `auto`, `auto:POLICY`, or a model's id. */
  model: text(200).min(1).default('auto'),
  /** Weight of quality against cost, 0..1, where the router picks; null: the policy's own. */
  qualityWeight: z.number().min(0).max(1).nullable().default(null),
  /** Ceiling of an answer's expected cost, in US dollars; null: none. */
  maxCostUsd: z.number().positive().max(1_000_000).nullable().default(null),
  systemPrompt: text(100_000).default(''),
  /** Null, here and below: as the model has it. */
  temperature: z.number().min(0).max(2).nullable().default(null),
  maxTokens: z.number().int().positive().max(1_000_000).nullable().default(null),
  jsonMode: z.boolean().default(false),
  /** The JSON schema that answers must follow, as typed; empty: any JSON. */
  jsonSchema: text(100_000).default(''),
  /** Keeps a conversation on the model that began it. */
  keepModel: z.boolean().default(true),
  /** Asks the next model when one fails. */
  fallback: z.boolean().default(true),
  /** Asks this many models at once, and shows what most of them agree on; null: one model. */
  askSeveral: z.number().int().min(2).max(5).nullable().default(null),
});

export type ChatSettings = z.infer<typeof chatSettings>;

/** How a chat begins: the router picks, nothing else is set. */
export const DEFAULT_CHAT_SETTINGS: ChatSettings = chatSettings.parse({});

/** How a run is asked for by these settings. */
export interface SettledRequest {
  request: ChatRequest;
  options: RouteOptions;
  /** What the policy asked for shall mean instead. */
  policy?: Policy;
  isSticky: boolean;
}

/**
 * A question as the gateway runs it, streamed. `messages` are the conversation without its system prompt. Throws
 * `invalid_request_error` for a schema that is none.
 */
export function requestFrom(runtime: Runtime, settings: ChatSettings, messages: ChatMessage[]): SettledRequest {
  const { model, systemPrompt, temperature, maxTokens, maxCostUsd, fallback, keepModel } = settings;
  const policy = policyFrom(runtime, settings);
  const format = responseFormatOf(settings);
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
      ...(!fallback && { fallback: false }),
    },
    ...(policy && { policy }),
    isSticky: keepModel,
  };
}

function policyFrom(runtime: Runtime, { model, qualityWeight }: ChatSettings): Policy | null {
  if (qualityWeight === null || !(model === 'auto' || model.startsWith('auto:'))) return null;
  const name = model.slice('auto:'.length) || WORKSPACE_POLICY;
  const named = policyNamed(name, runtime.knowledge.policies) ?? policyInForce(runtime, WORKSPACE_POLICY);
  return { ...named, name, qualityWeight };
}

function responseFormatOf({ jsonMode, jsonSchema }: ChatSettings): ChatRequest['response_format'] {
  if (!jsonMode) return undefined;
  if (!jsonSchema.trim()) return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: 'answer', schema: schemaFrom(jsonSchema) } };
}

function schemaFrom(typed: string): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(typed));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_request_error', 'The JSON schema is not a JSON object. Mend it beside the chat.', {
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
