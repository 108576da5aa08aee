import { test as base, expect, type Page } from '@playwright/test';
import { startServer, type RunningServer } from './server';

/** Demo accounts of the seed; one a role. */
export const PASSWORD = 'thao-demo-2026';

interface Fixtures {
  server: RunningServer;
  /** Signs in through the page, as a person does. */
  signIn: (page: Page, name: string) => Promise<void>;
  /** What the page may say on its console without failing the test: parts of messages. */
  quietExcept: string[];
}

export const test = base.extend<Omit<Fixtures, 'server'>, Pick<Fixtures, 'server'>>({
  server: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  quietExcept: [[], { option: true }],
  page: async ({ page, quietExcept }, use) => {
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') said.push(`asked ${hostname}`);
    });
    await use(page);
    expect(said.filter((text) => !quietExcept.some((part) => text.includes(part)))).toEqual([]);
  },
  // eslint-disable-next-line no-empty-pattern
  signIn: async ({}, use) => {
    await use(async (page, name) => {
      await page.goto('/sign-in');
      await page.getByLabel(/Mã cán bộ|Staff code/).fill(name);
      await page.getByLabel(/^(Mật khẩu|Password)$/).fill(PASSWORD);
      await page.getByRole('button', { name: /^(Đăng nhập|Sign in)$/ }).click();
      await expect(page).not.toHaveURL(/sign-in/);
    });
  },
});

export { expect };
