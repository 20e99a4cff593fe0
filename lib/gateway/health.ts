import { type GatewayResponse, json } from './http';
import type { Runtime } from './runtime';

const PATIENCE_MS = 2_000;

/** `GET /healthz`: the process lives. */
export function healthz(): GatewayResponse {
  return json(200, { status: 'ok' });
}

/** `GET /readyz`: it can serve. 503 with the reason while it cannot. */
export async function readyz(runtime: Runtime): Promise<GatewayResponse> {
  const checks = {
    database: await canQuery(runtime),
    providers: runtime.providers.size > 0,
    accepting: !runtime.isDraining,
  };
  const isReady = Object.values(checks).every(Boolean);
  return json(
    isReady ? 200 : 503,
    { status: isReady ? 'ready' : 'not ready', checks },
    isReady ? {} : { 'retry-after': '2' },
  );
}

async function canQuery({ database }: Runtime): Promise<boolean> {
  const query = database.$queryRaw`select 1`.then(
    () => true,
    () => false,
  );
  const timeout = new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS).unref());
  return Promise.race([query, timeout]);
}
