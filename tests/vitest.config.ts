import tsconfigPaths from 'vite-tsconfig-paths';
import { defineConfig } from 'vitest/config';

// A configuration of its own: the Remix plugin must not run inside Vitest.
export default defineConfig({
  root: '.',
  plugins: [tsconfigPaths()],
  test: {
    include: [
      'app/**/*.test.{ts,tsx}',
      'db/**/*.test.ts',
      'tests/routes/**/*.test.{ts,tsx}',
      'tests/unit/**/*.test.ts',
    ],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
    pool: 'forks',
  },
});
