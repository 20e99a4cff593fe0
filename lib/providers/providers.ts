import { Agent } from 'undici';
import type { Provider } from '../engine/types';
import { aiSdkBridge } from './ai-sdk/bridge';
import { openAiWire } from './openai-wire';
import type { ConfiguredProvider } from './registry';

const CONNECT_TIMEOUT_MS = 3_000;
const CONNECTIONS_PER_ORIGIN = 256;

/** One pool of kept-alive connections for all upstream calls of a process. */
export function createDispatcher(): Agent {
  return new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    connections: CONNECTIONS_PER_ORIGIN,
    keepAliveTimeout: 30_000,
    pipelining: 1,
  });
}

/** The adapter for a configured provider. */
export function createProvider({ definition, apiKey, baseUrl }: ConfiguredProvider, dispatcher: Agent): Provider {
  const { id, wire, dialect } = definition;
  if (wire === 'openai') return openAiWire({ id, baseUrl, apiKey, dispatcher, ...(dialect && { dialect }) });
  return aiSdkBridge({ id, wire, baseUrl, apiKey, dispatcher });
}
