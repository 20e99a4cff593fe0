#!/usr/bin/env node
/**
 * `npm run test:soak -- [SCENARIO …] [--short]`: long tests that use the whole machine, through the production server.
 * Scenarios: storm, outage, streams, kill, database, heap; `--short` runs each in seconds.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fail, SetupError } from './steps/console.mjs';
import { checkNode, installDependencies } from './steps/dependencies.mjs';
import { root } from './steps/paths.mjs';
import { exitOf } from './steps/process.mjs';

const SCENARIOS = fs
  .readdirSync(path.join(root, 'tests/soak'))
  .flatMap((file) => (file.endsWith('.test.ts') ? [path.basename(file, '.test.ts')] : []));

const wanted = process.argv.slice(2).filter((argument) => argument !== '--short');
const isShort = process.argv.includes('--short');

async function main() {
  const unknown = wanted.find((name) => !SCENARIOS.includes(name));
  if (unknown) throw new SetupError(`There is no scenario "${unknown}". Name some of: ${SCENARIOS.join(', ')}.`);
  checkNode();
  await installDependencies();
  const { openDatabase, migrate } = await import('./steps/database.mjs');
  const { bundle, buildPages, generateClient } = await import('./steps/build.mjs');
  await generateClient();
  const database = await openDatabase(process.env);
  const env = { ...process.env, DATABASE_URL: database.url, ...(isShort && { A3M_SOAK_SHORT: '1' }) };
  let code = 1;
  try {
    await migrate(database.url);
    await bundle();
    await buildPages(env);
    code = await soak(env);
  } finally {
    await database.stop();
  }
  process.exit(code);
}

function soak(env) {
  const files = wanted.map((name) => `tests/soak/${name}.test.ts`);
  const args = ['run', '--config', 'tests/soak/vitest.config.ts', ...files];
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  return exitOf(
    spawn(process.execPath, [vitest, ...args], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }),
  );
}

main().catch(fail);
