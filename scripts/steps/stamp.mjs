import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** One hash of the contents of files and folders, without tests. Paths that do not exist count as absent. */
export function hashOf(...paths) {
  const hash = createHash('sha256');
  for (const relative of paths) add(hash, relative);
  return hash.digest('hex');
}

const SKIPPED = /(^|\/)(generated|node_modules)$|\.test\.tsx?$/;

function add(hash, relative) {
  const file = path.join(root, relative);
  if (SKIPPED.test(relative) || !fs.existsSync(file)) return;
  if (fs.statSync(file).isDirectory()) {
    for (const name of fs.readdirSync(file).sort()) add(hash, `${relative}/${name}`);
  } else {
    hash.update(relative).update('\0').update(fs.readFileSync(file)).update('\0');
  }
}

/** Runs `work` only when its inputs changed since the last run. Resolves to whether it ran. */
export async function onceFor(name, hash, outputs, work) {
  const file = path.join(root, 'dist/stamps', name);
  const isFresh = outputs.every((output) => fs.existsSync(path.join(root, output))) && read(file) === hash;
  if (isFresh) return false;
  await work();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, hash);
  return true;
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
}
