import { fork } from 'node:child_process';
import path from 'node:path';

export type Vendor = 'openai' | 'groq' | 'mistral';

/** Ways to fail before the first content. */
export type Way =
  | '500'
  | '502'
  | '503'
  | '529'
  | '429'
  | '429-in-1s'
  | 'reset'
  | 'html'
  | 'not-json'
  | 'error-in-200'
  | 'empty'
  | 'ends-early';

export type Trouble = { share: number; ways: Way[] } | 'refused' | null;

export interface Upstream {
  /** Points the server's providers here. */
  environment: Record<string, string>;
  set(vendor: Vendor, trouble: Trouble): Promise<void>;
  /** Calls since the start, by vendor. */
  counts(): Promise<Record<Vendor, number>>;
  /** When each call came, in epoch ms, and how many streams are being written. */
  stats(): Promise<{ openStreams: number; calls: Record<Vendor, number[]> }>;
  close(): Promise<void>;
}

/** Starts the vendors in a process of their own, so that their work is not the client's. */
export async function startUpstream(): Promise<Upstream> {
  const child = fork(path.join(import.meta.dirname, 'upstream-process.mjs'), { execArgv: [], stdio: 'inherit' });
  const waiting = new Map<number, (result: unknown) => void>();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ports = new Promise<Record<Vendor, number>>((resolve) => waiting.set(0, resolve as () => void));
  child.on('message', ({ id, result }: { id: number; result: unknown }) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let lastId = 0;
  const send = <T>(command: string, rest: object = {}): Promise<T> =>
    new Promise((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve as (result: unknown) => void);
      child.send({ id, command, ...rest });
    });
  return {
    environment: environmentOf(await ports),
    set: (vendor, trouble) => send('set', { vendor, trouble }),
    counts: () => send('counts'),
    stats: () => send('stats'),
    async close() {
      child.disconnect();
      await exited;
    },
  };
}

function environmentOf(ports: Record<Vendor, number>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ports).flatMap(([vendor, port]) => [
      [`${vendor.toUpperCase()}_API_KEY`, 'k'],
      [`${vendor.toUpperCase()}_BASE_URL`, `http://127.0.0.1:${port}/v1`],
    ]),
  );
}
