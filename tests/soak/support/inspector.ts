import { WebSocket } from 'undici';
import type { ProductionServer } from '../../support/production-server';

/** What makes a server's process listen for an inspector, on a port of its own choice. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

const MEASURE = 'process.memoryUsage().heapUsed + process.memoryUsage().external';

export interface Inspector {
  /** Bytes that objects and buffers hold after garbage collection. */
  bytesInUse(): Promise<number>;
  close(): void;
}

/** Inspects a server's process from outside, so that the measured code needs no support for it. */
export async function inspect({ stderr }: ProductionServer): Promise<Inspector> {
  const url = stderr.map((line) => /Debugger listening on (ws:\S+)/.exec(line)?.[1]).find(Boolean);
  if (!url) throw new Error('The server does not listen for an inspector.');
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  let lastId = 0;
  const call = (method: string, params: object = {}): Promise<{ result?: { value?: unknown } }> =>
    new Promise((resolve) => {
      const id = ++lastId;
      const listen = ({ data }: { data: unknown }) => {
        const message = JSON.parse(String(data));
        if (message.id !== id) return;
        socket.removeEventListener('message', listen);
        resolve(message.result);
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return {
    async bytesInUse() {
      await call('HeapProfiler.collectGarbage');
      const { result } = await call('Runtime.evaluate', { expression: MEASURE });
      return Number(result?.value);
    },
    close: () => socket.close(),
  };
}
