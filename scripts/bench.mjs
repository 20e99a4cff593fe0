#!/usr/bin/env node
/**
 * `npm run bench -- NAME [--json]`: runs a benchmark on this machine, always with a baseline or a peer in the same run.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fail, SetupError, silence } from './steps/console.mjs';
import { checkNode, installDependencies } from './steps/dependencies.mjs';
import { root } from './steps/paths.mjs';

const [name = '', ...argv] = process.argv.slice(2);

async function main() {
  const available = fs
    .readdirSync(path.join(root, 'bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.parse(file).name);
  if (!available.includes(name)) throw new SetupError(`Name a bench: ${available.join(', ')}.`);
  // Only the JSON object goes to stdout.
  if (argv.includes('--json')) silence();
  checkNode();
  await installDependencies();
  const { bundleOptions, generateClient } = await import('./steps/build.mjs');
  const { build } = await import('esbuild');
  await generateClient();
  await build({ ...bundleOptions(), entryPoints: { [name]: `bench/${name}.ts` }, outdir: 'dist/bench' });
  const bench = await import(path.join(root, `dist/bench/${name}.mjs`));
  // A benchmark with `needsDatabase = false` only computes.
  if (bench.needsDatabase === false) await bench.run({ argv });
  else await withDatabase((databaseUrl) => bench.run({ argv, databaseUrl }));
  process.exit(0);
}

async function withDatabase(run) {
  const { openDatabase } = await import('./steps/database.mjs');
  const database = await openDatabase(process.env);
  try {
    await run(database.url);
  } finally {
    await database.stop();
  }
}

main().catch(fail);
