import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';

export const ROOT = path.resolve(import.meta.dirname, '../..');
const START_TIMEOUT_MS = 60_000;

export interface TestServer {
  origin: string;
  databaseUrl: string;
  /** The one-time link for the first owner; null when the template has one. */
  setupLink: string | null;
  /** Where the sandbox takes faults. */
  sandboxControl: string;
  /** Stops the process and drops its database. */
  close(): Promise<void>;
}

/** Starts the built server on a new database, cloned from the template with or without an owner. */
export async function startServer(adminUrl: string, hasOwner: boolean): Promise<TestServer> {
  const database = `a3m_e2e_${process.pid}_${randomBytes(3).toString('hex')}`;
  await createDatabase(adminUrl, database, process.env[hasOwner ? 'E2E_OWNED_TEMPLATE' : 'E2E_EMPTY_TEMPLATE']);
  const databaseUrl = databaseUrlFor(adminUrl, database);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawnServer(databaseUrl, port, origin);
  return {
    origin,
    databaseUrl,
    ...(await announcements(child, hasOwner)),
    close: async () => {
      // Nothing of it is kept: a graceful shutdown would wait for browsers that still listen.
      const exited = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await exited;
      }
      await dropDatabase(adminUrl, database);
    },
  };
}

function spawnServer(databaseUrl: string, port: number, origin: string): ChildProcess {
  return spawn(process.execPath, [path.join(ROOT, 'dist/server.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      NEXTAUTH_URL: origin,
      NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
      A3M_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      A3M_SANDBOX: 'on',
      A3M_LOG_LEVEL: 'warn',
      A3M_PARENT_PID: String(process.pid),
      NEXT_MANUAL_SIG_HANDLE: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
}

/** Reads what the server prints when it is ready: where the sandbox takes faults, and the link for the first owner. */
function announcements(
  child: ChildProcess,
  hasOwner: boolean,
): Promise<Pick<TestServer, 'setupLink' | 'sandboxControl'>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server did not become ready.')), START_TIMEOUT_MS);
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      output += data;
      const sandboxControl = /http:\S+\/control(?=\s)/.exec(output)?.[0];
      const setupLink = /http:\S+\/setup\?token=\S+/.exec(output)?.[0] ?? null;
      if (!sandboxControl || (!hasOwner && !setupLink)) return;
      clearTimeout(timer);
      resolve({ sandboxControl, setupLink });
    });
    child.once('exit', (code) => reject(new Error(`The server ended with exit code ${code}.`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export function databaseUrlFor(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Commits do not wait for the disk: a test database does not outlive its server. */
export async function createDatabase(adminUrl: string, name: string, template = 'template1'): Promise<void> {
  await run(adminUrl, `create database "${name}" template "${template}"`);
  await run(adminUrl, `alter database "${name}" set synchronous_commit = off`);
}

export const dropDatabase = (adminUrl: string, name: string) =>
  run(adminUrl, `drop database if exists "${name}" with (force)`);

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
