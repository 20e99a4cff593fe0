import { z } from 'zod';
import { isStorable } from './storable-text';

const text = (longest: number) =>
  z.string().max(longest).refine(isStorable, 'It contains a character that cannot be stored.');

/** Settings of a chat in the playground, or of a column of a comparison. */
export const chatSettings = z.object({
  /** `auto`, `auto:POLICY`, or a model's id. */
  model: text(200).min(1).default('auto'),
  /** Weight of quality against cost, 0..1; null: the policy's own. */
  qualityWeight: z.number().min(0).max(1).nullable().default(null),
  /** Ceiling of an answer's expected cost, in US dollars; null: none. */
  maxCostUsd: z.number().positive().max(1_000_000).nullable().default(null),
  systemPrompt: text(100_000).default(''),
  /** Null, here and below: the model's default. */
  temperature: z.number().min(0).max(2).nullable().default(null),
  maxTokens: z.number().int().positive().max(1_000_000).nullable().default(null),
  jsonMode: z.boolean().default(false),
  /** JSON schema for answers, as typed; empty: any JSON. */
  jsonSchema: text(100_000).default(''),
  /** Keeps a conversation on its first model. */
  keepModel: z.boolean().default(true),
  /** Falls back to the next model when one fails. */
  fallback: z.boolean().default(true),
  /** Asks this many models in parallel and shows what most agree on; null: one model. */
  askSeveral: z.number().int().min(2).max(5).nullable().default(null),
});

export type ChatSettings = z.infer<typeof chatSettings>;

/** Defaults: the router picks the model, nothing else is set. */
export const DEFAULT_CHAT_SETTINGS: ChatSettings = chatSettings.parse({});
