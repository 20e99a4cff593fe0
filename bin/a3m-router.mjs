#!/usr/bin/env node
/** The CLI's launcher: bundles it when its sources changed, and finds the database when a command asks for it. */
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const argv = process.argv.slice(2);

if (argv[0] === 'serve') {
  process.argv.splice(2, 1);
  await import('../scripts/start.mjs');
} else {
  // Idle database connections would keep the process for seconds after its work is done.
  process.exit(await runCli().catch(failed));
}

async function runCli() {
  if (!fs.existsSync(path.join(root, 'node_modules/esbuild'))) {
    console.error(`The packages are not installed. Run npm start once in ${root}.`);
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

/** The server's database: the operator's, or the embedded one, started for this command when it does not run. */
async function openDatabase() {
  const { openDatabase, migrate } = await import('../scripts/steps/database.mjs');
  const database = await openDatabase(process.env);
  await migrate(database.url);
  return database;
}
