#!/usr/bin/env node
/**
 * Replaces Prisma's native schema engine: answers the CLI's JSON-RPC on stdin and stdout with the WebAssembly engine.
 * Prisma's CLI runs it because PRISMA_SCHEMA_ENGINE_BINARY points here.
 */
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import pg from 'pg';
import { NO_FILTERS, openSchemaEngine } from './wasm-engine.mjs';

const argv = process.argv.slice(2);
const values = (name) => argv.flatMap((argument, i) => (argument === name ? [argv[i + 1]] : []));
const datasource = JSON.parse(values('--datasource')[0] ?? '{}');
const url = datasource.url || process.env.DATABASE_URL;

if (argv[0] === '--version' || argv[0] === '-V') {
  console.log('schema-engine-cli 0edf323efd1d98336f3f0a68684b56f689b900d3 (wasm)');
  process.exit(0);
}
if (argv.includes('cli')) await answerConnectionCheck();

/** `cli can-connect-to-database`: exit code 0, or an error in the form the CLI parses. */
async function answerConnectionCheck() {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    process.exit(0);
  } catch (error) {
    const fields = { is_panic: false, error_code: 'P1001', message: error.message };
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`);
    process.exit(1);
  }
}

const datamodels = values('--datamodels').map((file) => [path.resolve(file), fs.readFileSync(file, 'utf8')]);
let opened;
const engine = () => {
  opened ??= openSchemaEngine(url, datamodels.length > 0 ? datamodels : undefined);
  return opened;
};

const methods = {
  getDatabaseVersion: async () => (await engine()).version(),
  ensureConnectionValidity: async () => {
    await (await engine()).version();
    return {};
  },
  createDatabase: async () => ({ databaseName: new URL(url).pathname.slice(1) }),
  createMigration,
  diff: async (params) => {
    const result = await (await engine()).diff(params);
    if (result.stdout) send({ jsonrpc: '2.0', id: Date.now(), method: 'print', params: { content: result.stdout } });
    return { exitCode: result.exitCode, stdout: result.stdout };
  },
};

/** Uses the engine's `diff`: its own `createMigration` requires a shadow database that it creates itself. */
async function createMigration({ migrationsList, migrationName, schema, filters, draft }) {
  const isFirst = migrationsList.migrationDirectories.length === 0;
  const { stdout } = await (await engine()).diff({
    from: isFirst ? { tag: 'empty' } : { tag: 'migrations', ...migrationsList },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: filters ?? NO_FILTERS,
  });
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const isEmpty = /This is an empty migration/.test(stdout) && !draft;
  return {
    connectorType: 'postgresql',
    generatedMigrationName: timestamp + (migrationName ? `_${migrationName}` : ''),
    migrationScript: isEmpty ? null : stdout,
    extension: 'sql',
  };
}

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function answer({ id, method, params }) {
  try {
    const run = methods[method] ?? (async (input) => (await engine())[method](input));
    send({ jsonrpc: '2.0', id, result: (await run(params)) ?? null });
  } catch (error) {
    const data = {
      is_panic: false,
      message: String(error.message).split('\n   0:')[0],
      meta: null,
      error_code: error.code ?? null,
    };
    send({
      jsonrpc: '2.0',
      id,
      error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
    });
  }
}

readline
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    const message = parse(line);
    if (message?.method) answer(message);
  })
  .on('close', () => process.exit(0));

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
