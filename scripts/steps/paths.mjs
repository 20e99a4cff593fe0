import path from 'node:path';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Where the embedded database and the generated secrets live. */
export function dataDir(env = process.env) {
  return path.resolve(root, env.A3M_DATA_DIR || '.data');
}
