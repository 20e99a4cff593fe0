#!/usr/bin/env node
/** `npm start`: installs, starts PostgreSQL, migrates, builds and serves, each only when needed; ends all it started. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fail, note, step } from './steps/console.mjs';
import { checkNode, installDependencies } from './steps/dependencies.mjs';
import { root } from './steps/paths.mjs';
import { checkPort } from './steps/port.mjs';
import { exitOf, whenGone } from './steps/process.mjs';
import { secrets } from './steps/secrets.mjs';

const isDevelopment = process.argv.includes('--dev');
const port = Number(process.env.PORT || 3000);

let server = null;
let database = null;
let isStopping = false;

/** The server drains and ends, then the database. A second signal does not wait for the drain. */
async function stop(code = 0) {
  if (isStopping) return server?.kill('SIGKILL');
  isStopping = true;
  if (server && server.exitCode === null) {
    server.kill('SIGTERM');
    await exitOf(server);
  }
  await database?.stop();
  process.exit(code);
}

process.on('SIGTERM', () => stop());
process.on('SIGINT', () => stop());
// npm forwards signals, but killed with -9 it tells nobody.
if (process.env.npm_lifecycle_event) whenGone(process.ppid, () => stop());

async function start() {
  checkNode();
  await checkPort(port);
  await installDependencies();
  const { openDatabase, migrate, migrateIfAvailable, migrateUntilDone } = await import('./steps/database.mjs');
  const { bundle, buildPages, generateClient } = await import('./steps/build.mjs');
  const isEmbedded = !process.env.DATABASE_URL;
  const own = secrets(process.env, isEmbedded);
  await generateClient();
  database = await openDatabase(process.env);
  const isMigrated = isEmbedded ? await migrate(database.url).then(() => true) : await migrateIfAvailable(database.url);
  if (!isMigrated) note('The database is not available. The server starts without it and retries every 2 s.');
  await bundle();
  const env = environment(own);
  if (!isDevelopment) await buildPages(env);
  step('server starting');
  serve(env);
  if (!isMigrated) await migrateUntilDone(database.url, () => !isStopping);
}

function environment(own) {
  return {
    ...process.env,
    ...own,
    DATABASE_URL: database.url,
    PORT: String(port),
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || `http://localhost:${port}`,
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NEXT_MANUAL_SIG_HANDLE: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    A3M_PARENT_PID: String(process.pid),
  };
}

/** A group of its own: Ctrl+C reaches the server through us, once. */
function serve(env) {
  const args = ['--enable-source-maps', path.join(root, 'dist/server.mjs'), ...(isDevelopment ? ['--dev'] : [])];
  server = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit', detached: true });
  server.once('exit', (code) => {
    if (!isStopping) stop(code ?? 1);
  });
}

start().catch(async (error) => {
  await database?.stop().catch(() => undefined);
  fail(error);
});
