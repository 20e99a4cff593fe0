import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../scripts/steps/migrations.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_TIMEOUT_MS = 60_000;

/** The built server on a database of its own; its address and its one-time link go to the tests by environment. */
export default async function setup() {
  const adminUrl = process.env.DATABASE_URL;
  if (!adminUrl) throw new Error('Browser tests need DATABASE_URL; `npm test` brings a PostgreSQL along.');
  const database = `a3m_e2e_${process.pid}`;
  await run(adminUrl, `create database "${database}"`);
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  await applyMigrations(url.href, path.join(ROOT, 'prisma/migrations'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = startServer(url.href, port, origin);
  process.env.E2E_ORIGIN = origin;
  process.env.E2E_DATABASE_URL = url.href;
  process.env.E2E_SESSION_FILE = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-e2e-')), 'session.json');
  const { link, control } = await announcements(server);
  process.env.E2E_SETUP_LINK = link;
  process.env.E2E_SANDBOX_CONTROL = control;
  return async () => {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    await run(adminUrl, `drop database if exists "${database}" with (force)`);
  };
}

function startServer(databaseUrl: string, port: number, origin: string): ChildProcess {
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
      A3M_PARENT_PID: String(process.pid),
      NEXT_MANUAL_SIG_HANDLE: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
}

/** What the server prints for its first visitor: the one-time link, and where the sandbox takes faults. */
function announcements(server: ChildProcess): Promise<{ link: string; control: string }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server did not print its one-time link.')), START_TIMEOUT_MS);
    let output = '';
    server.stdout?.on('data', (data: Buffer) => {
      output += data;
      const link = /http:\S+\/setup\?token=\S+/.exec(output)?.[0];
      const control = /http:\S+\/control/.exec(output)?.[0];
      if (!link || !control) return;
      clearTimeout(timer);
      resolve({ link, control });
    });
    server.once('exit', (code) => reject(new Error(`The server ended with exit code ${code}.`)));
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

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
