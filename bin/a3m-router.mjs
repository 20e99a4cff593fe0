#!/usr/bin/env node
/** Runs the CLI of this checkout: bundles it when its sources changed, and opens the database when a command asks for it. */
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const argv = process.argv.slice(2);

if (argv[0] === 'serve') {
  process.argv.splice(2, 1);
  await import('../scripts/start.mjs');
} else {
  // Idle database connections would keep the process alive for seconds.
  process.exit(await runCli().catch(failed));
}

async function runCli() {
  if (!fs.existsSync(path.join(root, 'node_modules/esbuild'))) {
    console.error(`The packages of this checkout are not installed. Run npm start once in ${root}.`);
    return 1;
  }
  const { silence } = await import('../scripts/steps/console.mjs');
  silence();
  const { generateClient, bundle } = await import('../scripts/steps/build.mjs');
  await generateClient();
  await bundle();
  const { main } = await import('../dist/cli.mjs');
  let database = null;
  const open = async () => {
    database = await openDatabase();
    return database.url;
  };
  try {
    return await main(argv, open);
  } finally {
    await database?.stop();
  }
}

async function failed(error) {
  const { fail } = await import('../scripts/steps/console.mjs');
  return fail(error);
}

/** The operator's database, or the embedded one, which is started for this command when it is not running. */
async function openDatabase() {
  const { openDatabase, migrate } = await import('../scripts/steps/database.mjs');
  const database = await openDatabase(process.env);
  await migrate(database.url);
  return database;
}
