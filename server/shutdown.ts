import type { Server } from 'node:http';
import type { Runtime } from '../lib/gateway/runtime';

const DRAIN_MS = 30_000;
const PARENT_CHECK_MS = 1_000;

export interface ShutdownInput {
  server: Server;
  runtime: Runtime;
  /** Also shut down when this process is gone. */
  parentPid: number | undefined;
}

/** On SIGTERM, SIGINT or the parent's death: refuse new requests, let the running ones end, settle, exit 0. */
export function onShutdown({ server, runtime, parentPid }: ShutdownInput): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    runtime.isDraining = true;
    runtime.log('info', 'The server is stopping.');
    await Promise.race([closed(server), delay(DRAIN_MS)]);
    server.closeAllConnections();
    await runtime.close();
    runtime.log('info', 'The server has stopped.');
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (parentPid) watchParent(parentPid, stop);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Kept-alive connections without a request would hold the server open.
    const timer = setInterval(() => server.closeIdleConnections(), 100);
    timer.unref();
  });
}

function watchParent(pid: number, stop: () => void): void {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      stop();
    }
  }, PARENT_CHECK_MS).unref();
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
