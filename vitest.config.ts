import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Packages are tested from their sources, as `node --conditions=@outrigger/source` runs them.
const conditions = ['@outrigger/source', ...defaultServerConditions];
// Suites that take real time, and measure it: they come last, and one after another.
const timed = ['test/node/timed/**/*.test.ts'];

export default defineConfig(({ mode }) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    env: { OUTRIGGER_TEST: mode === 'full' ? 'full' : 'quick' },
    testTimeout: 30_000,
    // By itself it leaves one core idle, which of two is half; much of the suites is waiting for real processes.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['packages/**/src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...timed],
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'timed', include: timed, fileParallelism: false, sequence: { groupOrder: 1 } } },
    ],
  },
}));
