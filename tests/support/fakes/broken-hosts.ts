import { spawn } from 'node:child_process';
import { createServer } from 'node:https';
import net from 'node:net';
import { selfSigned } from './self-signed';

/** A host that something is wrong with before HTTP begins. */
export interface BrokenHost {
  url: string;
  /** Connections that got as far as speaking HTTP. */
  requests(): number;
  close(): Promise<void>;
}

/** A port without a listener. */
export async function refusingHost(): Promise<BrokenHost> {
  const probe = net.createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return { url: `http://127.0.0.1:${port}/v1`, requests: () => 0, close: async () => undefined };
}

/** A name that no resolver accepts: one of its parts is longer than 63 characters. */
export function unknownHost(): BrokenHost {
  return { url: `http://${'x'.repeat(64)}.invalid/v1`, requests: () => 0, close: async () => undefined };
}

/** Speaks TLS with a certificate that no authority has signed. */
export async function untrustedHost(): Promise<BrokenHost> {
  let requests = 0;
  const server = createServer(selfSigned(), (_request, response) => {
    requests++;
    response.end('{}');
  });
  const port = await listen(server);
  return {
    url: `https://127.0.0.1:${port}/v1`,
    requests: () => requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A process that listens and then never looks up again: its short queue fills, and the next connection waits. */
const SLEEPER = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    process.stdout.write(String(server.address().port), () =>
      setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 50));
  });`;

/** Takes no connection, and refuses none. */
export async function silentHost(): Promise<BrokenHost> {
  const child = spawn(process.execPath, ['-e', SLEEPER], { stdio: ['ignore', 'pipe', 'ignore'] });
  const port = await new Promise<number>((resolve) => child.stdout.once('data', (data) => resolve(Number(data))));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const fillers = Array.from({ length: 8 }, () => net.connect(port, '127.0.0.1').on('error', () => undefined));
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests: () => 0,
    close: async () => {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
    },
  };
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
}
