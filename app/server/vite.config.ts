import { join } from 'node:path';
import { defineConfig } from 'vite';
import tsconfigPaths from 'vite-tsconfig-paths';

const root = join(import.meta.dirname, '..', '..');

/** The second build: server, writer and command line into build/processes. Packages stay outside the bundle. */
export default defineConfig({
  root,
  plugins: [tsconfigPaths()],
  build: {
    ssr: true,
    outDir: join(root, 'build', 'processes'),
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      input: {
        main: join(root, 'app/server/main.ts'),
        writer: join(root, 'app/server/writer.ts'),
        jobs: join(root, 'app/server/jobs.ts'),
        thao: join(root, 'app/cli/thao.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
});
