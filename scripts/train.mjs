#!/usr/bin/env node
/** `npm run train:NAME -- --data DIR`: fits a model on the routing data and writes its weights into the sources. */
import fs from 'node:fs';
import path from 'node:path';
import { fail, SetupError } from './steps/console.mjs';
import { checkNode, installDependencies } from './steps/dependencies.mjs';
import { root } from './steps/paths.mjs';

const [name = '', ...argv] = process.argv.slice(2);

async function main() {
  if (!fs.existsSync(path.join(root, `scripts/train/${name}.ts`))) {
    throw new SetupError(`There is no scripts/train/${name}.ts to run.`);
  }
  checkNode();
  await installDependencies();
  const { build } = await import('esbuild');
  const { bundleOptions } = await import('./steps/build.mjs');
  await build({ ...bundleOptions(), entryPoints: { [name]: `scripts/train/${name}.ts` }, outdir: 'dist/train' });
  const { run } = await import(path.join(root, `dist/train/${name}.mjs`));
  try {
    await run({ argv, root });
  } catch (error) {
    throw error?.code === 'MISSING_DATA' ? new SetupError(error.message) : error;
  }
}

main().catch(fail);
