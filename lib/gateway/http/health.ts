import type { Runtime } from '../../runtime/runtime';
import { type GatewayResponse, json } from './http';

/** `GET /healthz`: the process lives. */
export function healthz(): GatewayResponse {
  return json(200, { status: 'ok' });
}

const REASONS = {
  database: 'The database does not answer.',
  prepared: 'The database has not been migrated and prepared yet.',
  providers: 'No provider is configured and the sandbox is off.',
  accepting: 'The server is shutting down.',
};

/** `GET /readyz`: it can serve. 503 with the reasons while it cannot. */
export async function readyz(
  runtime: Pick<Runtime, 'databaseWatch' | 'isDraining' | 'isPrepared' | 'providers'>,
): Promise<GatewayResponse> {
  const checks = {
    database: await runtime.databaseWatch.answers(),
    prepared: runtime.isPrepared,
    providers: runtime.providers.size > 0,
    accepting: !runtime.isDraining,
  };
  const failing = (Object.keys(checks) as (keyof typeof checks)[]).filter((name) => !checks[name]);
  if (failing.length === 0) return json(200, { status: 'ready', checks });
  const reasons = Object.fromEntries(failing.map((name) => [name, REASONS[name]]));
  return json(503, { status: 'not ready', checks, reasons }, { 'retry-after': '2' });
}
