import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { createKey } from '../../lib/db/teams/keys';
import { ensureFirstTeam } from '../../lib/db/teams/teams';
import { readEnv } from '../../lib/env';
import type { Log } from '../../lib/log';
import { createRuntime, prepareDatabase, type Runtime } from '../../lib/runtime/runtime';
import { serveGateway } from '../../server/http';
import { createTestDatabase, type TestDatabase } from './database';
import { type PgProxy, startPgProxy } from './fakes/pg-proxy';

export interface TestGateway {
  url: string;
  runtime: Runtime;
  database: TestDatabase;
  /** What the gateway reaches the database through. */
  proxy: PgProxy;
  /** A working API key and the team it belongs to. */
  key: string;
  teamId: string;
  /** The official client, without retries of its own. */
  client: OpenAI;
  close(): Promise<void>;
}

/**
 * The gateway on a real socket and a real database, with the environment a test wants; on a database of its own, or a
 * second one on another's. `log` takes its lines.
 */
export async function startTestGateway(
  environment: Record<string, string> = {},
  shared?: TestDatabase,
  log?: Log,
): Promise<TestGateway> {
  const database = shared ?? (await createTestDatabase());
  const proxy = await startPgProxy(database.url);
  const runtime = await createRuntime(
    readEnv({ A3M_LOG_LEVEL: 'silent', ...environment, DATABASE_URL: proxy.url }),
    log,
  );
  await prepareDatabase(runtime);
  runtime.isPrepared = true;
  const team = await ensureFirstTeam(runtime.database);
  const { secret } = await createKey(runtime.database, { name: 'test', teamId: team.id, createdById: null });
  const server = createServer((request, response) => {
    serveGateway(runtime, request, response).catch(() => response.destroy());
  });
  const url = await listen(server);
  return {
    url,
    runtime,
    database,
    proxy,
    key: secret,
    teamId: team.id,
    client: new OpenAI({ apiKey: secret, baseURL: `${url}/v1`, maxRetries: 0 }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await runtime.close();
      await proxy.close();
      if (!shared) await database.drop();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
