import path from 'node:path';

/** The root of the checkout. */
export const root = path.resolve(import.meta.dirname, '../..');

/** The folder of the embedded database and the generated secrets. */
export function dataDir(env = process.env) {
  return path.resolve(root, env.A3M_DATA_DIR || '.data');
}
