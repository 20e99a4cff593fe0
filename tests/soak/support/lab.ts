import { type ProductionServer, startProductionServer } from '../../support/production-server';
import { type Client, startClient } from './client';
import { startUpstream, type Upstream } from './upstream';

/** The production server with vendors of our own behind it and a client before it, each in a process of its own. */
export interface Lab {
  upstream: Upstream;
  server: ProductionServer;
  client: Client;
  close(): Promise<void>;
}

export async function startLab(environment: Record<string, string> = {}): Promise<Lab> {
  const upstream = await startUpstream();
  const server = await startProductionServer({ ...upstream.environment, A3M_LOG_LEVEL: 'error', ...environment });
  const client = startClient(server);
  return {
    upstream,
    server,
    client,
    async close() {
      await client.close();
      await server.close();
      await upstream.close();
    },
  };
}
