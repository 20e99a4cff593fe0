import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };

const SIGNED_IN = 'tests/integration/signed-in/*.test.ts';

/** Against a real PostgreSQL. */
const INTEGRATION = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  globalSetup: ['tests/support/database-setup.ts'],
};

export default defineConfig({
  resolve: { alias },
  test: {
    // Integration tests mostly wait: four at a time, also where there are but two cores.
    maxWorkers: Math.max(4, os.availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          // Files share their modules, here and below: loading them again for each file takes longer than its tests.
          isolate: false,
          include: [
            'lib/**/*.test.{ts,tsx}',
            'components/**/*.test.{ts,tsx}',
            'app/**/*.test.{ts,tsx}',
            'cli/**/*.test.ts',
            'server/**/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.ts',
            'tests/*.test.ts',
          ],
          environment: 'node',
          // Property tests and simulations compute for seconds where other work shares the cores.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...INTEGRATION,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: [SIGNED_IN],
          isolate: false,
        },
      },
      {
        resolve: { alias },
        // Each file mocks the session, so each has modules of its own.
        test: {
          ...INTEGRATION,
          name: 'signed-in',
          include: [SIGNED_IN],
          setupFiles: ['tests/support/signed-in-setup.ts'],
        },
      },
    ],
  },
});
