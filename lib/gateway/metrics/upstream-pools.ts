import { SANDBOX } from '../../providers/registry';
import type { Runtime } from '../runtime';

export interface UpstreamPool {
  /** The provider there, or several joined by `+` when they share one host. */
  provider: string;
  connected: number;
  free: number;
  running: number;
  waiting: number;
}

type Sources = Pick<Runtime, 'configured' | 'sandbox' | 'dispatcher'>;

/** The pools of connections by provider: undici tells them apart by URL, which no label may show. */
export function upstreamPools({ configured, sandbox, dispatcher: { stats } }: Sources): UpstreamPool[] {
  const urls = [
    ...configured.map(({ definition, baseUrl }) => [definition.id, baseUrl] as const),
    ...Object.values(sandbox?.baseUrls ?? {}).map((url) => [SANDBOX, url] as const),
  ];
  const providersAt = new Map<string, Set<string>>();
  for (const [provider, url] of urls) {
    const { origin } = new URL(url);
    providersAt.set(origin, (providersAt.get(origin) ?? new Set()).add(provider));
  }
  return [...providersAt].map(([origin, providers]) => ({
    provider: [...providers].join('+'),
    ...countsOf(stats[origin]),
  }));
}

type Stats = Runtime['dispatcher']['stats'][string];

/** An origin that was never called, or not for long, has no pool. */
function countsOf(stats: Stats | undefined): Omit<UpstreamPool, 'provider'> {
  if (!stats) return { connected: 0, free: 0, running: 0, waiting: 0 };
  const free = 'free' in stats ? stats.free : 0;
  return { connected: Number(stats.connected), free, running: stats.running, waiting: stats.pending };
}
