import tsconfigPaths from 'vite-tsconfig-paths';
import { defineConfig } from 'vitest/config';

const report = process.env.THAO_TEST_REPORT;

// A configuration of its own: the Remix plugin must not run inside Vitest.
export default defineConfig({
  root: '.',
  plugins: [tsconfigPaths()],
  test: {
    include: [
      'app/**/*.test.{ts,tsx}',
      'db/**/*.test.ts',
      'tests/faults/**/*.test.ts',
      'tests/routes/**/*.test.{ts,tsx}',
      'tests/unit/**/*.test.ts',
      'tests/faults/**/*.test.ts',
    ],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
