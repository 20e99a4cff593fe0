import net from 'node:net';
import type { ProductionServer } from '../production-server';

export interface SlowReader {
  /** Stops reading: what comes stays with the sender. */
  pause(): void;
  /** Reads everything that is left. Resolves to the bytes of the whole answer and its last words. */
  readOn(): Promise<{ bytes: number; end: string }>;
  close(): void;
}

const REMEMBERED = 2_000;

/** Asks for a stream on a bare socket, so that nothing between it and the kernel reads ahead. Resolves at its first bytes. */
export async function startSlowReader(server: ProductionServer, body: object): Promise<SlowReader> {
  const { hostname, port } = new URL(server.url);
  const text = JSON.stringify(body);
  const socket = net.connect(Number(port), hostname);
  let bytes = 0;
  let end = '';
  const ended = new Promise<void>((resolve) => socket.once('close', resolve));
  const begun = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    bytes += data.length;
    end = (end + data.subarray(-REMEMBERED).toString('latin1')).slice(-REMEMBERED);
  });
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${server.key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  );
  await begun;
  return {
    pause: () => socket.pause(),
    async readOn() {
      socket.resume();
      await ended;
      return { bytes, end };
    },
    close: () => socket.destroy(),
  };
}
