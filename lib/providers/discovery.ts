import { request } from 'undici';
import { unlistedModel } from '../engine/catalog/unlisted';
import type { Model, Price } from '../engine/types';
import type { ConfiguredProvider } from './registry';
import type { UpstreamPool } from './upstream-pool';

const TIMEOUT_MS = 2_000;
/** Context window when the server reports none; the server's own setting may be lower. */
const ASSUMED_WINDOW = 32_768;

const FREE: Price = { from: null, input: 0, output: 0, source: 'local server, no price set', verifiedAt: '2026-11-22' };

/**
 * Lists the models of a local server (Ollama, vLLM, LM Studio) by `GET /models`. They are free until the operator sets a
 * price, except models of Ollama's cloud (used with a key), which have no known price. Empty when the server does not
 * answer within two seconds.
 */
export async function discoverModels(
  { definition, baseUrl, apiKey }: ConfiguredProvider,
  pool: UpstreamPool,
): Promise<Model[]> {
  const prices = definition.id === 'ollama' && apiKey ? [] : [FREE];
  try {
    const response = await request(`${baseUrl}/models`, {
      dispatcher: pool.agent(),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    });
    const body: unknown = await response.body.json();
    if (response.statusCode !== 200) return [];
    return listed(body).map((entry) => toModel(definition.id, entry, prices));
  } catch {
    return [];
  }
}

interface ListedModel {
  id: string;
  max_model_len?: number;
}

function listed(body: unknown): ListedModel[] {
  const { data } = (body ?? {}) as { data?: unknown };
  if (!Array.isArray(data)) return [];
  return data.filter((entry): entry is ListedModel => typeof entry?.id === 'string' && !/embed/i.test(entry.id));
}

function toModel(
  provider: string,
  { id, max_model_len: window = ASSUMED_WINDOW }: ListedModel,
  prices: Price[],
): Model {
  const model = unlistedModel(`${provider}/${id}`, window);
  return {
    ...model,
    abilities: { ...model.abilities, vision: /llava|vision|-vl\b|gemma3/i.test(id) },
    prices,
  };
}
