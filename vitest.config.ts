import { defineConfig } from 'vitest/config';

/** Two projects: `node` runs everything that needs no browser; `e2e` drives Chromium against the built page. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/{unit,theory,validation,golden,replay,brain,smoke,arch}/**/*.test.{ts,tsx}'],
          // No test may depend on how loaded the machine is: at least five times what the slowest takes on a quiet one.
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
