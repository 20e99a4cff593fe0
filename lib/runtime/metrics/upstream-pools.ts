import { type ConfiguredProvider, SANDBOX } from '../../providers/registry';
import type { SandboxServer } from '../../providers/sandbox/server';
import type { UpstreamPool } from '../../providers/upstream-pool';

export interface ProviderPool {
  /** The provider of the host, or several joined by `+` when they share one host. */
  provider: string;
  connected: number;
  free: number;
  running: number;
  waiting: number;
}

export interface PoolSources {
  configured: ConfiguredProvider[];
  sandbox: SandboxServer | null;
  upstreams: UpstreamPool;
}

/** Connection pools by provider: undici has them by URL, which a label must not show. */
export function upstreamPools({ configured, sandbox, upstreams }: PoolSources): ProviderPool[] {
  const stats = upstreams.stats();
  const urls = [
    ...configured.map(({ definition, baseUrl }) => [definition.id, baseUrl] as const),
    ...Object.values(sandbox?.baseUrls ?? {}).map((url) => [SANDBOX, url] as const),
  ];
  const providersAt = new Map<string, Set<string>>();
  for (const [provider, url] of urls) {
    const { origin } = new URL(url);
    providersAt.set(origin, (providersAt.get(origin) ?? new Set()).add(provider));
  }
  return [...providersAt].map(([origin, providers]) => {
    // An origin without recent calls has no pool.
    const { connected = 0, free = 0, running = 0, pending: waiting = 0 } = stats[origin] ?? {};
    return { provider: [...providers].join('+'), connected, free, running, waiting };
  });
}
