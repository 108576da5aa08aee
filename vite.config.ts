import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import tsconfigPaths from 'vite-tsconfig-paths';
import remixOptions from './remix.config.js';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions as Parameters<typeof remix>[0]), tsconfigPaths()],
  // Chrome 109 and Firefox 115 are the oldest browsers served (Windows 7 and 8 stop there).
  build: { target: ['chrome109', 'firefox115', 'es2022'], cssTarget: ['chrome109', 'firefox115'] },
});
