import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Packages are tested from their sources, as `node --conditions=@outrigger/source` runs them.
const conditions = ['@outrigger/source', ...defaultServerConditions];

export default defineConfig(({ mode }) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/**/src/**/*.test.ts', 'test/**/*.test.ts'],
    env: { OUTRIGGER_TEST: mode === 'full' ? 'full' : 'quick' },
    testTimeout: 30_000,
  },
}));
