import net from 'node:net';
import { SetupError } from './console.mjs';

const WAIT_MS = 4_000;

/** Throws `SetupError` when another process uses the port. Waits briefly for a server that is shutting down. */
export async function checkPort(port) {
  const deadline = Date.now() + WAIT_MS;
  while (!(await isFree(port))) {
    if (Date.now() > deadline) {
      throw new SetupError(
        `Port ${port} is taken. Stop what uses it, or choose another one: PORT=${port + 1} npm start`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
