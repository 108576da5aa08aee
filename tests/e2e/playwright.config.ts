import { readdirSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const report = process.env.THAO_TEST_REPORT;
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.spec.ts'));

export default defineConfig({
  testDir: '.',
  // A project for each file: each gets a worker, and with it a server with a province, of its own.
  projects: files.map((file) => ({ name: file.replace('.spec.ts', ''), testMatch: file })),
  globalSetup: './global-setup.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  outputDir: '../../test-results',
  reporter: report ? [['line'], ['json', { outputFile: report }]] : [['line']],
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    // A fade halfway has a contrast of its own, which is nobody's fault.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
