import type { Server } from 'node:http';
import type { Runtime } from '../lib/runtime/runtime';

/** For the last words of streams that were cut off, and for connections to close. */
const LAST_WORDS_MS = 2_000;
const PARENT_CHECK_MS = 1_000;

type Stoppable = Pick<Runtime, 'close' | 'env' | 'inFlight' | 'isDraining' | 'log'>;

export interface ShutdownInput {
  server: Server;
  runtime: Stoppable;
  /** Also shut down when this process is gone. */
  parentPid: number | undefined;
}

/**
 * On SIGTERM, SIGINT or the parent's death: not ready, refuse new requests in words, let the running ones end, cut off
 * with an error what still runs after the drain, settle, exit 0.
 */
export function onShutdown({ server, runtime, parentPid }: ShutdownInput): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await drain(runtime);
    await Promise.race([closed(server), delay(LAST_WORDS_MS)]);
    server.closeAllConnections();
    await runtime.close();
    runtime.log('info', 'The server has stopped.');
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (parentPid) watchParent(parentPid, stop);
}

/** Goes on listening meanwhile, so that whoever asks is told to go elsewhere instead of finding a closed door. */
async function drain(runtime: Stoppable): Promise<void> {
  const { inFlight, env, log } = runtime;
  runtime.isDraining = true;
  log('info', 'Shutting down.', { inFlight: inFlight.count });
  await Promise.race([inFlight.ended(), delay(env.A3M_DRAIN_SECONDS * 1_000)]);
  if (inFlight.count === 0) return;
  log('warn', 'Requests were cut off by the shutdown.', { inFlight: inFlight.count });
  inFlight.stop();
  await Promise.race([inFlight.ended(), delay(LAST_WORDS_MS)]);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Kept-alive connections without a request would hold the server open.
    const timer = setInterval(() => server.closeIdleConnections(), 50);
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
