import type { Provider } from '../engine/types';
import { aiSdkBridge } from './ai-sdk/bridge';
import { openAiWire } from './openai-wire';
import type { ConfiguredProvider } from './registry';
import type { UpstreamPool } from './upstream-pool';

/** Creates the adapter of a configured provider. */
export function createProvider({ definition, apiKey, baseUrl }: ConfiguredProvider, pool: UpstreamPool): Provider {
  const { id, wire, dialect } = definition;
  if (wire === 'openai') return openAiWire({ id, baseUrl, apiKey, pool, ...(dialect && { dialect }) });
  return aiSdkBridge({ id, wire, baseUrl, apiKey, pool });
}
