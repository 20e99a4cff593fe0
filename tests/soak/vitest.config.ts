import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Apart from the other projects, so that no run of all tests starts these: they take minutes, and the whole machine. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    name: 'soak',
    include: ['tests/soak/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30 * 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
    globalSetup: ['tests/support/database-setup.ts'],
  },
});
