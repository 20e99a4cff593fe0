import fs from 'node:fs';
import path from 'node:path';
import { defineConfig, devices } from 'playwright/test';

const SPECS = path.join(import.meta.dirname, 'tests/e2e');

/** Debian's chromium as root and without a network of its own; see what each flag silences in Chromium's switches. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isCi = process.env.CI === 'true';

/** The longest files first, so that no long one starts last; or shuffled by `E2E_SHUFFLE=<seed>`. */
function specFiles(): string[] {
  const seed = process.env.E2E_SHUFFLE;
  const rank = (file: string) => (seed ? hash(`${seed} ${file}`) : -fs.statSync(path.join(SPECS, file)).size);
  const files = fs.readdirSync(SPECS).filter((file) => file.endsWith('.spec.ts'));
  return files.sort((a, b) => rank(a) - rank(b));
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (Math.imul(value, 31) + character.charCodeAt(0)) | 0;
  return Math.imul(value, 2_654_435_761) >>> 0;
}

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/global-setup.ts',
  // A project for each file: a worker never serves two projects, so that each file gets a server and a database of its
  // own from the worker fixtures. Within a file, tests run one after another.
  projects: specFiles().map((file) => ({ name: file.replace('.spec.ts', ''), testMatch: file })),
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: isCi,
  reporter: [['list'], ['json']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    // Traces cost time, their pictures most of all, and CI keeps none.
    trace: isCi ? 'off' : { mode: 'retain-on-failure', screenshots: false },
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { args: ARGS, ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }) },
  },
});
