import type { Provider } from '../../engine/types';
import { aiSdkBridge } from '../ai-sdk/bridge';
import { openAiWire } from '../openai-wire';
import { SANDBOX } from '../registry';
import type { UpstreamPool } from '../upstream-pool';
import type { SandboxServer } from './server';

/** The protocol of each sandbox model, so that every real adapter is in use. */
const WIRES: Record<string, keyof SandboxServer['baseUrls']> = {
  'tern-small': 'openai',
  'finch-code': 'openai',
  'heron-large': 'anthropic',
  'osprey-reason': 'anthropic',
  'wren-small': 'google',
  'kite-reason': 'google',
};

/** The sandbox as a provider: the real adapters, connected to the loopback server. */
export function sandboxProvider({ baseUrls }: SandboxServer, pool: UpstreamPool): Provider {
  const common = { id: SANDBOX, apiKey: 'sandbox', pool };
  const adapters = {
    openai: openAiWire({ ...common, baseUrl: baseUrls.openai }),
    anthropic: aiSdkBridge({ ...common, wire: 'anthropic', baseUrl: baseUrls.anthropic }),
    google: aiSdkBridge({ ...common, wire: 'google', baseUrl: baseUrls.google }),
  };
  return { id: SANDBOX, stream: (call, signal) => adapters[WIRES[call.model.name] ?? 'openai'].stream(call, signal) };
}
