import { spawn } from 'node:child_process';
import { SetupError } from './console.mjs';
import { root } from './paths.mjs';

/** Runs a command; its output is shown only when it fails, unless `show`. Throws `SetupError` when it fails. */
export async function run(command, args, { env = process.env, show = false, what = command, shell = false } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    shell,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  let output = '';
  const collect = (data) => {
    output = (output + data).slice(-20_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const code = await exitOf(child);
  if (code !== 0) throw new SetupError(`${output}\n${what} failed with exit code ${code}.`);
  return output;
}

/** Resolves to the exit code of a child. */
export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** True while a process with this id is alive. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Calls back once when a process ends: a parent killed with -9 sends no signal. */
export function whenGone(pid, callback) {
  const timer = setInterval(() => {
    if (isAlive(pid)) return;
    clearInterval(timer);
    callback();
  }, 1_000);
  timer.unref();
}
