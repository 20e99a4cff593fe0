import { createServer } from 'node:http';
import path from 'node:path';
import next from 'next';
import { readEnv } from '../lib/env';
import { isGatewayPath } from '../lib/gateway/http/dispatch';
import { errorFacts } from '../lib/log';
import { getRuntime } from '../lib/runtime/runtime';
import { answerClientErrors, hasHost, refuse } from './client-error';
import { parsePath, serveGateway } from './http';
import { preparation } from './preparation';
import { withRequestId } from './request-id';
import { onShutdown } from './shutdown';

const root = path.resolve(import.meta.dirname, '..');

/** The production server: /v1 on node:http, everything else by Next, in one process. */
async function main(): Promise<void> {
  const env = readEnv();
  const origin = env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`;
  const runtime = await getRuntime();
  const dev = process.argv.includes('--dev');
  // Only the dev server's hot reload upgrades connections. In production Next would also listen for upgrades on our
  // server, and clients that offer HTTP/2 by upgrade, such as Java's, would hang: give it a server that is never opened.
  const pages = next({
    dev,
    dir: root,
    port: env.PORT,
    hostname: 'localhost',
    ...(!dev && { httpServer: createServer() }),
  });
  const pagesReady = pages.prepare();
  const server = createServer({ requireHostHeader: false }, async (request, response) => {
    try {
      if (!hasHost(request)) return refuse(response, 'HOST');
      if (isGatewayPath(parsePath(request))) return await serveGateway(runtime, request, response);
      await pagesReady;
      await pages.getRequestHandler()(request, withRequestId(response));
    } catch (error) {
      runtime.log('error', 'A request could not be served.', {
        path: parsePath(request),
        ...errorFacts(error),
      });
      response.destroy();
    }
  });
  answerClientErrors(server);
  await listen(server, env.PORT);
  runtime.log('info', 'The server listens.', { port: env.PORT, pid: process.pid });
  onShutdown({ server, runtime, parentPid: env.A3M_PARENT_PID });
  await pagesReady;
  if (dev) server.on('upgrade', pages.getUpgradeHandler());
  const link = await preparation({ runtime, migrations: path.join(root, 'prisma/migrations'), origin });
  runtime.log('info', 'The server is ready.');
  console.log(`\nA3M Router ready at ${origin}`);
  if (runtime.sandbox)
    console.log(`Sandbox on: six made-up models answer. Fault control: ${runtime.sandbox.controlUrl}`);
  if (link) console.log(`Create the owner account within 30 minutes: ${link}`);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve());
  });
}

main().catch((error) => {
  const isPortTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  console.error(
    isPortTaken ? `Port ${(error as { port?: number }).port} is taken. Choose another one with PORT.` : error,
  );
  process.exit(1);
});
