#!/usr/bin/env node
/** `npm test`: the set-up of `npm start`, then types, lint, unit, integration and browser tests; ends with their sum. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fail, step } from './steps/console.mjs';
import { checkNode, installDependencies } from './steps/dependencies.mjs';
import { root } from './steps/paths.mjs';
import { exitOf } from './steps/process.mjs';

const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-test-'));
const sums = { passed: 0, failed: 0, skipped: 0 };

async function main() {
  checkNode();
  await installDependencies();
  const { openDatabase, migrate } = await import('./steps/database.mjs');
  const { bundle, buildPages, generateClient } = await import('./steps/build.mjs');
  await generateClient();
  const database = await openDatabase(process.env);
  try {
    await migrate(database.url);
    await bundle();
    await buildPages({ ...process.env, DATABASE_URL: database.url });
    await runAll({ ...process.env, DATABASE_URL: database.url });
  } finally {
    await database.stop();
  }
  const skipped = sums.skipped > 0 ? `, ${sums.skipped} skipped` : '';
  console.log(`${sums.passed} passed, ${sums.failed} failed${skipped}`);
  process.exit(sums.failed > 0 ? 1 : 0);
}

async function runAll(env) {
  await check('types', ['typescript/bin/tsc', '--noEmit'], env);
  await check('lint', ['@biomejs/biome/bin/biome', 'check', '.'], env);
  await vitest(env);
  await browser(env);
}

/** A check that passes or fails as one. */
async function check(name, [script, ...args], env) {
  const code = await node([path.join(root, 'node_modules', script), ...args], env);
  count(name, code === 0 ? { passed: 1 } : { failed: 1 });
}

async function vitest(env) {
  const report = path.join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await node([path.join(root, 'node_modules/vitest/vitest.mjs'), ...args], env);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numFailedTestSuites = 0 } = read(report);
  // A suite that could not even start counts as a failure, and so does an error outside of any test.
  const failed = Math.max(numFailedTests, numFailedTestSuites > 0 || code !== 0 ? 1 : 0);
  count('unit and integration tests', { passed: numPassedTests, failed, skipped: numPendingTests });
}

async function browser(env) {
  const executable = await browserPath(env);
  if (!executable) return withoutBrowser(env);
  const report = path.join(reports, 'playwright.json');
  const args = ['test', '--config', 'tests/e2e/playwright.config.ts'];
  const code = await node([path.join(root, 'node_modules/playwright/cli.js'), ...args], {
    ...env,
    CHROMIUM_PATH: executable,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = read(report).stats ?? {};
  count('browser tests', { passed: expected + flaky, failed: Math.max(unexpected, code === 0 ? 0 : 1), skipped });
}

/** Debian's chromium or the one named by CHROMIUM_PATH; elsewhere Playwright's own, if it was installed. */
async function browserPath({ CHROMIUM_PATH: named }) {
  const { chromium } = await import('playwright');
  const candidates = [named, '/usr/bin/chromium', chromium.executablePath()];
  return candidates.find((candidate) => candidate && fs.existsSync(candidate)) ?? null;
}

function withoutBrowser({ CI }) {
  console.log(
    'Browser tests need Chromium: apt-get install chromium, or npx playwright install chromium, or set CHROMIUM_PATH.',
  );
  if (CI === 'true') return count('browser tests (no browser)', { failed: 1 });
  return count('browser tests (no browser)', { skipped: 1 });
}

function count(name, { passed = 0, failed = 0, skipped = 0 }) {
  sums.passed += passed;
  sums.failed += failed;
  sums.skipped += skipped;
  step(`${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

function node(args, env) {
  return exitOf(spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }));
}

function read(report) {
  return fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : {};
}

main().catch(fail);
