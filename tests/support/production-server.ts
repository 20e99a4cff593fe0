import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import OpenAI from 'openai';
import { createDatabase } from '../../lib/db/client';
import { createKey } from '../../lib/db/teams/keys';
import { ensureFirstTeam } from '../../lib/db/teams/teams';
import { createTestDatabase, type TestDatabase } from './database';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS = 30_000;

export interface ProductionServer {
  url: string;
  /** A working API key and the team it belongs to. */
  key: string;
  teamId: string;
  database: TestDatabase;
  /** The official client, without retries of its own. */
  client: OpenAI;
  pid: number;
  /** What the server has logged so far, line by line. */
  stderr: string[];
  /** Sends a signal; resolves to the exit code, null when the signal itself ended the process. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves with the exit code when the process has ended. */
  exited: Promise<number | null>;
  /** Ends the process, and the database if it is the server's own. */
  close(): Promise<void>;
}

export interface ProductionServerOptions {
  /** Another server's database, to share; it is then not dropped. */
  database?: TestDatabase;
  /** Another way to the same database, such as a proxy. */
  databaseUrl?: string;
  /** An API key made before, for a server whose database is away when it starts. */
  key?: { secret: string; teamId: string };
  /** Do not wait until it can serve, only until it answers at all. */
  untilAlive?: boolean;
}

/**
 * Starts `dist/server.mjs` as `npm start` does, in a process of its own, with the environment a test wants. The pages
 * must have been built, as `npm test` does.
 */
export async function startProductionServer(
  environment: Record<string, string> = {},
  options: ProductionServerOptions = {},
): Promise<ProductionServer> {
  if (!fs.existsSync(path.join(ROOT, '.next/BUILD_ID'))) throw new Error('Build the pages first; `npm test` does.');
  const database = options.database ?? (await createTestDatabase());
  const { secret, teamId } = options.key ?? (await createTestKey(database));
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'dist/server.mjs')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NEXT_MANUAL_SIG_HANDLE: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      NEXTAUTH_SECRET: 'test',
      A3M_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      A3M_PARENT_PID: String(process.pid),
      A3M_LOG_LEVEL: 'warn',
      ...environment,
      DATABASE_URL: options.databaseUrl ?? database.url,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stderr = linesOf(child);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  await started(child, exited, stderr, options.untilAlive ? `${url}/healthz` : null);
  return {
    url,
    key: secret,
    teamId,
    database,
    client: new OpenAI({ apiKey: secret, baseURL: `${url}/v1`, maxRetries: 0 }),
    pid: child.pid ?? 0,
    stderr,
    kill(signal) {
      child.kill(signal);
      return exited;
    },
    exited,
    async close() {
      child.kill('SIGKILL');
      await exited;
      if (!options.database) await database.drop();
    },
  };
}

/** An API key in a database that no server runs on yet. */
export async function createTestKey(database: TestDatabase): Promise<{ secret: string; teamId: string }> {
  const client = createDatabase(database.url);
  const team = await ensureFirstTeam(client);
  const { secret } = await createKey(client, { name: 'test', teamId: team.id, createdById: null });
  await client.$disconnect();
  return { secret, teamId: team.id };
}

/** The memory a process holds, in bytes. */
export function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kilobytes = fs.existsSync(status)
    ? /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString();
  return Number(kilobytes) * 1024;
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function linesOf(child: ChildProcess): string[] {
  const lines: string[] = [];
  let rest = '';
  child.stderr?.on('data', (data: Buffer) => {
    const split = (rest + data).split('\n');
    rest = split.pop() ?? '';
    lines.push(...split);
  });
  return lines;
}

/** Waits for the word that it is ready, or until `aliveUrl` answers. Throws with its last lines when it ends first. */
async function started(
  child: ChildProcess,
  exited: Promise<number | null>,
  stderr: string[],
  aliveUrl: string | null,
): Promise<void> {
  const ready = new Promise<true>((resolve) => {
    child.stdout?.on('data', (data: Buffer) => String(data).includes('ready at') && resolve(true));
  });
  const isUp = aliveUrl ? answers(aliveUrl) : ready;
  const tooLate = new Promise<false>((resolve) => setTimeout(() => resolve(false), START_MS).unref());
  const ended = exited.then((): false => false);
  if (await Promise.race([isUp, ended, tooLate])) return;
  child.kill('SIGKILL');
  throw new Error(`The server did not start. Its output:\n${stderr.slice(-20).join('\n')}`);
}

async function answers(url: string): Promise<true> {
  for (;;) {
    const isOk = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isOk) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
