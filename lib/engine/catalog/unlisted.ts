import type { Model } from '../types';

/**
 * A model that ships without facts, such as one of a local server: small until ratings say otherwise, speaking tools and
 * JSON as most servers do, and unpriced.
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
