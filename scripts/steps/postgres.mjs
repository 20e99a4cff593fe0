import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { SetupError } from './console.mjs';
import { postgresPackage } from './dependencies.mjs';
import { dataDir } from './paths.mjs';
import { exitOf, isAlive } from './process.mjs';
import { secretFile } from './secrets.mjs';

const USER = 'a3m';
const DATABASE = 'a3m';
const START_TIMEOUT_MS = 30_000;
/** After a kill -9 its workers take a moment to exit; until then the data folder counts as in use. */
const LAUNCH_TRIES = 20;
const LAUNCH_RETRY_MS = 250;
/** PostgreSQL refuses to run as root, so it runs as the user `nobody`. */
const UNPRIVILEGED_ID = 65534;

/**
 * Starts the embedded PostgreSQL, or joins the one that an earlier or parallel start left running on the same data
 * folder. `stop` ends it when no other process uses it.
 * @returns {Promise<{ url: string, joined: boolean, stop(): Promise<void> }>}
 */
export async function startPostgres() {
  const location = findLocation();
  const password = secretFile('postgres-password', () => randomBytes(18).toString('base64url'));
  const running = await runningServer(location.data);
  if (!running && !fs.existsSync(path.join(location.data, 'PG_VERSION'))) initialise(location, password);
  const server = running ?? (await launchWithRetries(location));
  const leave = register();
  const url = `postgresql://${USER}:${password}@127.0.0.1:${server.port}/${DATABASE}`;
  await ensureDatabase(url);
  return { url, joined: running !== null, stop: () => stop(server.pid, leave) };
}

/** The folders of binaries and data, and the user to run as. */
function findLocation() {
  const binaries = path.join(postgresPackage(), 'native');
  if (!fs.existsSync(path.join(binaries, 'bin'))) {
    throw new SetupError(
      `No PostgreSQL comes with the packages for ${process.platform}-${process.arch}. Set DATABASE_URL to one of your own.`,
    );
  }
  const data = path.join(dataDir(), 'postgres');
  if (process.getuid?.() !== 0) return { binaries, data, owner: {} };
  const owner = { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID };
  const isMoved = fs.existsSync(pointerFile());
  if (!isMoved && isReachable(binaries) && isReachable(path.dirname(data))) return { binaries, data, owner };
  return { ...reachableLocation(binaries), owner };
}

/** A file that names the folder outside the data folder, if one was needed. */
function pointerFile() {
  return path.join(dataDir(), 'postgres-location');
}

/** True when an unprivileged user can reach a folder: each parent folder has the execute bit for others. */
function isReachable(folder) {
  for (let current = folder; ; current = path.dirname(current)) {
    if (fs.existsSync(current) && (fs.statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

/** For a checkout in a private folder such as /root: puts binaries and data where the server's user can reach them. */
function reachableLocation(binaries) {
  const pointer = pointerFile();
  if (!fs.existsSync(pointer)) {
    fs.mkdirSync(dataDir(), { recursive: true });
    fs.writeFileSync(pointer, path.join('/var/lib/a3m-router', randomBytes(6).toString('hex')));
  }
  const base = fs.readFileSync(pointer, 'utf8').trim();
  const copy = path.join(base, 'binaries');
  if (!fs.existsSync(path.join(copy, 'bin/postgres'))) {
    fs.mkdirSync(base, { recursive: true, mode: 0o755 });
    fs.cpSync(binaries, copy, { recursive: true, verbatimSymlinks: true });
  }
  return { binaries: copy, data: path.join(base, 'data') };
}

function initialise({ binaries, data, owner }, password) {
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-')), 'password');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined) {
    fs.chownSync(data, owner.uid, owner.gid);
    fs.chownSync(path.dirname(passwordFile), owner.uid, owner.gid);
    fs.chownSync(passwordFile, owner.uid, owner.gid);
  }
  const args = [
    '-D',
    data,
    '-U',
    USER,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const result = spawnSync(path.join(binaries, 'bin/initdb'), args, { ...owner, encoding: 'utf8', cwd: data });
  fs.rmSync(path.dirname(passwordFile), { recursive: true });
  if (result.status !== 0) {
    fs.rmSync(data, { recursive: true, force: true });
    throw new SetupError(`The embedded PostgreSQL could not be set up: ${result.error?.message ?? result.stderr}`);
  }
}

async function launchWithRetries(location) {
  for (let tries = 1; ; tries++) {
    try {
      return await launch(location);
    } catch (error) {
      if (tries === LAUNCH_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, LAUNCH_RETRY_MS));
    }
  }
}

async function launch({ binaries, data, owner }) {
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 120,
    log_min_messages: 'warning',
  };
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // A separate process group: Ctrl+C in the terminal reaches it only through this process, after the server has
  // drained.
  const logFile = fs.openSync(path.join(dataDir(), 'postgres.log'), 'a');
  const child = spawn(path.join(binaries, 'bin/postgres'), args, {
    ...owner,
    cwd: data,
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
  child.unref();
  const exited = exitOf(child).then((code) => {
    throw new SetupError(
      `The embedded PostgreSQL stopped with exit code ${code}. See ${path.join(dataDir(), 'postgres.log')}.`,
    );
  });
  exited.catch(() => undefined);
  await Promise.race([exited, untilAccepting(data, port)]);
  return { pid: child.pid, port };
}

/** The server that already runs on this data folder, if it is alive and accepts connections. */
async function runningServer(data) {
  const file = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(file)) return null;
  const [pid, , , port] = fs.readFileSync(file, 'utf8').split('\n').map(Number);
  if (!pid || !port || !isAlive(pid)) return null;
  return (await accepts(port)) ? { pid, port } : null;
}

async function untilAccepting(data, port) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (isReady(data) && (await accepts(port))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new SetupError(`The embedded PostgreSQL did not accept connections within ${START_TIMEOUT_MS / 1000} s.`);
}

/** The last line of the pid file is `ready` once recovery is over. */
function isReady(data) {
  const file = path.join(data, 'postmaster.pid');
  return fs.existsSync(file) && /^ready\s*$/m.test(fs.readFileSync(file, 'utf8'));
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const done = (isOpen) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function ensureDatabase(url) {
  const adminUrl = new URL(url);
  adminUrl.pathname = '/postgres';
  const client = new pg.Client({ connectionString: adminUrl.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // A parallel start created it first.
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

/**
 * Registers this process as a user of the server. The returned function unregisters it and returns the number of other
 * users.
 */
function register() {
  const folder = path.join(dataDir(), 'postgres-users');
  const own = path.join(folder, String(process.pid));
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(own, '');
  return () => {
    fs.rmSync(own, { force: true });
    const others = fs.readdirSync(folder).filter((name) => {
      if (isAlive(Number(name))) return true;
      fs.rmSync(path.join(folder, name), { force: true });
      return false;
    });
    return others.length;
  };
}

async function stop(pid, leave) {
  if (leave() > 0 || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}
