#!/usr/bin/env node
/** `npm test`: the set-up of `npm start`, then lint, types, unit, integration and browser tests; ends with their sum. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fail } from './steps/console.mjs';
import { checkNode, installDependencies } from './steps/dependencies.mjs';
import { root } from './steps/paths.mjs';
import { exitOf } from './steps/process.mjs';

const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-test-'));
const sums = { passed: 0, failed: 0, skipped: 0 };

async function main() {
  checkNode();
  await installDependencies();
  const { openDatabase, migrate } = await import('./steps/database.mjs');
  const { bundle, generateClient } = await import('./steps/build.mjs');
  await generateClient();
  const database = await openDatabase(process.env);
  try {
    await migrate(database.url);
    await bundle();
    await runAll({ ...process.env, DATABASE_URL: database.url });
  } finally {
    await database.stop();
  }
  const skipped = sums.skipped > 0 ? `, ${sums.skipped} skipped` : '';
  console.log(`${sums.passed} passed, ${sums.failed} failed${skipped}`);
  process.exit(sums.failed > 0 ? 1 : 0);
}

/**
 * Linting and unit tests need no pages and run while those are built. The rest runs one after another: integration and
 * browser tests each use both cores of a small machine, and slow each other into their time limits.
 */
async function runAll(env) {
  const { buildPages } = await import('./steps/build.mjs');
  await inLanes(
    () => buildPages(env),
    async () => {
      await check('lint', ['@biomejs/biome/bin/biome', 'check', '.'], env);
      await vitest('unit tests', ['unit'], env);
    },
  );
  await check('types', ['typescript/bin/tsc', '--noEmit'], env);
  await vitest('integration tests', ['integration', 'signed-in'], env);
  await browser(env);
}

/** Runs lanes at the same time. Waits for all of them, then rejects with the first error. */
async function inLanes(...lanes) {
  const results = await Promise.allSettled(lanes.map((lane) => lane()));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** A check that passes or fails as one. */
async function check(name, [script, ...args], env) {
  const startedAt = performance.now();
  const code = await node(name, [path.join(root, 'node_modules', script), ...args], env);
  count(name, startedAt, code === 0 ? { passed: 1 } : { failed: 1 });
}

async function vitest(name, projects, env) {
  const startedAt = performance.now();
  const report = path.join(reports, `${projects[0]}.json`);
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const selection = projects.flatMap((project) => ['--project', project]);
  const code = await node(name, [path.join(root, 'node_modules/vitest/vitest.mjs'), ...args, ...selection], env);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numFailedTestSuites = 0 } = read(report);
  // A suite that could not even start counts as a failure, and so does an error outside of any test.
  const failed = Math.max(numFailedTests, numFailedTestSuites > 0 || code !== 0 ? 1 : 0);
  count(name, startedAt, { passed: numPassedTests, failed, skipped: numPendingTests });
}

async function browser(env) {
  const executable = await browserPath(env);
  if (!executable) return withoutBrowser(env);
  const startedAt = performance.now();
  const report = path.join(reports, 'playwright.json');
  const code = await node('browser tests', [path.join(root, 'node_modules/playwright/cli.js'), 'test'], {
    ...env,
    CHROMIUM_PATH: executable,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = read(report).stats ?? {};
  const failed = Math.max(unexpected, code === 0 ? 0 : 1);
  count('browser tests', startedAt, { passed: expected + flaky, failed, skipped });
}

/** The browser named by CHROMIUM_PATH, Debian's (without a window it needs less of the machine), or Playwright's own. */
async function browserPath({ CHROMIUM_PATH: named }) {
  const { chromium } = await import('playwright');
  const candidates = [named, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', chromium.executablePath()];
  return candidates.find((candidate) => candidate && fs.existsSync(candidate)) ?? null;
}

function withoutBrowser({ CI }) {
  console.log(
    'Browser tests need Chromium: apt-get install chromium-headless-shell, or npx playwright install chromium, or set CHROMIUM_PATH.',
  );
  const outcome = CI === 'true' ? { failed: 1 } : { skipped: 1 };
  count('browser tests (no browser)', performance.now(), outcome);
}

function count(name, startedAt, { passed = 0, failed = 0, skipped = 0 }) {
  sums.passed += passed;
  sums.failed += failed;
  sums.skipped += skipped;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
  console.log(`${seconds} s  ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

/** Runs a script of Node. Each line it prints begins with the name of its check, as two run at the same time. */
async function node(name, args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const prefix = `${name.replace(' tests', '').padEnd(11)} | `;
  const printed = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of createInterface({ input: stream })) console.log(prefix + line);
  });
  const code = await exitOf(child);
  await Promise.all(printed);
  return code;
}

function read(report) {
  return fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : {};
}

main().catch(fail);
