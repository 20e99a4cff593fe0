import type { Model } from '../types';

/**
 * Creates a model that is not in the catalogue, such as one of a local server: tier small until it has ratings, with
 * tools and JSON schema as most servers have, and unpriced.
 */
export function unlistedModel(id: string, contextWindow: number): Model {
  const [provider = '', ...name] = id.split('/');
  return {
    id,
    provider,
    name: name.join('/'),
    tier: 'small',
    contextWindow,
    maxOutputTokens: contextWindow,
    abilities: { vision: false, tools: true, jsonSchema: true },
    latency: { ttftMs: 400, tokensPerSecond: 40 },
    prices: [],
  };
}
