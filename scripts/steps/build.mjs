import fs from 'node:fs';
import path from 'node:path';
import { runPrisma } from '../prisma/run.mjs';
import { note, SetupError, step } from './console.mjs';
import { root } from './paths.mjs';
import { run } from './process.mjs';
import { hashOf, onceFor } from './stamp.mjs';

const SOURCES = ['lib', 'package-lock.json', 'package.json', 'prisma/schema.prisma', 'tsconfig.json'];
const PAGES = ['app', 'components', 'public', 'next.config.mjs', 'postcss.config.mjs'];

/** Generates the Prisma client when the schema changed. */
export async function generateClient() {
  const hash = hashOf('prisma/schema.prisma', 'package-lock.json');
  const done = await onceFor('client', hash, ['lib/db/generated/client.ts'], async () => {
    const code = await runPrisma(['generate'], process.env, { quiet: true });
    if (code !== 0) throw new SetupError('The Prisma client could not be generated.');
  });
  if (done) step('database client generated');
}

/** Bundles the server and the CLI into dist/ when their sources changed. */
export async function bundle() {
  const done = await onceFor(
    'bundle',
    hashOf(...SOURCES, 'server', 'cli'),
    ['dist/server.mjs', 'dist/cli.mjs'],
    async () => {
      const { build } = await import('esbuild');
      await build(bundleOptions());
    },
  );
  if (done) step('server and CLI bundled');
}

/** Bundles our TypeScript only; packages stay external. */
export function bundleOptions() {
  return {
    absWorkingDir: root,
    entryPoints: { server: 'server/index.ts', cli: 'cli/index.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'error',
  };
}

/** Builds the pages when they or what they import changed. */
export async function buildPages(env) {
  const done = await onceFor('pages', hashOf(...SOURCES, ...PAGES), ['.next/BUILD_ID'], async () => {
    note('Building the pages …');
    fs.rmSync(path.join(root, '.next/BUILD_ID'), { force: true });
    const next = path.join(root, 'node_modules/next/dist/bin/next');
    await run(process.execPath, [next, 'build'], {
      env: { ...env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      what: 'next build',
    });
  });
  if (done) step('pages built');
}
