import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { withDatabase } from './attempts';
import { expect, PASSWORD, test as base } from './fixtures';
import { PEOPLE } from './page-list';
import { freePort } from '../free-port';
import { startServer, type RunningServer } from './server';

/* The second factor as the province has it: required of everybody who is more than a learner. */

const test = base.extend<object, { site: RunningServer; url: string }>({
  site: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const port = await freePort();
      // By name: browsers know no passkeys for an address by number.
      const url = `http://localhost:${port}`;
      const server = await startServer({ PORT: String(port), BASE_URL: url });
      withDatabase(server.databasePath, (db) =>
        db.prepare(`update setting set value = '"required"' where key = 'secondFactor'`).run(),
      );
      await use({ ...server, url });
      await server.stop();
    },
    { scope: 'worker' },
  ],
  url: [({ site }, use) => use(site.url), { scope: 'worker' }],
});

const codeOf = (secret: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });

async function open(browser: Browser, url: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: url, locale: 'vi-VN', reducedMotion: 'reduce' });
  return { context, page: await context.newPage() };
}

async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#name').fill(name);
  await page.locator('#password').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}

/** Sets an app up on the page that asks for it; answers its secret and the recovery codes. */
async function setUpApp(page: Page): Promise<{ secret: string; recovery: string[] }> {
  await page.locator('#start-password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Thiết lập' }).click();
  const shown = await page.locator('form b').textContent();
  const secret = (shown ?? '').replace(/-/g, '');
  await page.locator('#confirm-code').fill('000000');
  await page.getByRole('button', { name: 'Bật xác thực hai lớp' }).click();
  await expect(page.getByText('Mã chưa đúng.', { exact: false }).first()).toBeVisible();
  await page.locator('#confirm-code').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Bật xác thực hai lớp' }).click();
  await expect(page.getByText('Mã dự phòng: ghi lại hoặc in ngay')).toBeVisible();
  return { secret, recovery: await page.locator('.callout li').allTextContents() };
}

test('an operator sets the app up, is asked from then on, and a code counts once', async ({
  browser,
  url,
}) => {
  const { context, page } = await open(browser, url);
  await signIn(page, PEOPLE.operator);
  // A learner as well, so the first page opens; the rest waits.
  await expect(page.getByText('đang chờ xác thực hai lớp', { exact: false })).toBeVisible();
  await page.goto('/system');
  await expect(page).toHaveURL(/\/account\/factors\?to=%2Fsystem/);
  const { secret, recovery } = await setUpApp(page);
  expect(recovery).toHaveLength(10);
  await page.getByRole('link', { name: 'Tôi đã cất mã' }).click();
  await page.goto('/system');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/system$/);
  await context.close();

  const again = await open(browser, url);
  const devtools = await again.context.newCDPSession(again.page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasUserVerification: true, isUserVerified: false },
  });
  await signIn(again.page, PEOPLE.operator);
  await expect(again.page).toHaveURL(/\/sign-in\/factor/);
  const code = codeOf(secret, 1);
  // A passkey that is not there leaves the question for the code as it was.
  await again.page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click();
  await expect(
    again.page.getByText('Chưa đăng nhập được bằng khoá truy cập.', { exact: false }),
  ).toBeVisible();
  await again.page.getByLabel('Mã xác thực').fill('111111');
  await again.page.keyboard.press('Enter');
  await expect(again.page.getByText('Mã chưa đúng.', { exact: false }).first()).toBeVisible();
  await again.page.getByLabel('Mã xác thực').fill(code);
  await again.page.keyboard.press('Enter');
  await expect(again.page).toHaveURL(`${url}/`);
  await again.context.close();

  // The same code on another machine is worth nothing; a recovery code is, once.
  const third = await open(browser, url);
  await signIn(third.page, PEOPLE.operator);
  await third.page.getByLabel('Mã xác thực').fill(code);
  await third.page.keyboard.press('Enter');
  await expect(third.page.getByText('Mã chưa đúng.', { exact: false }).first()).toBeVisible();
  await third.page.getByLabel('Mã xác thực').fill(recovery[0] ?? '');
  await third.page.keyboard.press('Enter');
  await expect(third.page).toHaveURL(`${url}/`);
  await third.page.goto('/account/factors');
  await expect(third.page.getByText('Còn 9 mã chưa dùng.')).toBeVisible();
  await third.context.close();
});

test('a passkey is added and signs in by itself', async ({ browser, url }) => {
  const { context, page } = await open(browser, url);
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page, PEOPLE.leader);
  await page.goto('/indicator');
  await expect(page).toHaveURL(/\/account\/factors/);
  await page.getByLabel('Tên khoá').fill('Máy ở cơ quan');
  await page.locator('#add-password').fill('sai');
  await page.getByRole('button', { name: 'Thêm khoá truy cập' }).click();
  await expect(page.getByText('Mật khẩu không đúng.')).toBeVisible();
  await page.locator('#add-password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Thêm khoá truy cập' }).click();
  await expect(page.locator('li', { hasText: 'Máy ở cơ quan' })).toBeVisible();
  await page.goto('/indicator');
  await expect(page).toHaveURL(/\/indicator$/);

  await context.clearCookies();
  await page.goto('/sign-in?to=/indicator');
  await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click();
  // The whole address: that of the sign-in page ends in the same letters.
  await expect(page).toHaveURL(`${url}/indicator`);

  // An answer to one challenge is no answer to another, and a forged one is none at all.
  const post = (data: object) => page.request.post(`${url}/sign-in/passkey`, { data });
  expect((await post({})).ok()).toBe(true);
  expect((await post({ response: { id: 'forged', response: {} } })).status()).toBe(401);
  expect((await post({ response: { id: 'forged', response: {} } })).status()).toBe(409);

  // Turned down by the person: the page says so, and the password remains.
  await context.clearCookies();
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  const locked = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasUserVerification: true, isUserVerified: false },
  });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click();
  await expect(page.getByText('Chưa đăng nhập được bằng khoá truy cập.', { exact: false })).toBeVisible();
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: locked.authenticatorId });
  await context.close();
});

test('a lost factor is taken away by two people, never by one', async ({ browser, url, site }) => {
  const lost = await open(browser, url);
  await signIn(lost.page, PEOPLE.hr);
  await lost.page.goto('/roster');
  await setUpApp(lost.page);
  const officer = await open(browser, url);
  await signIn(officer.page, PEOPLE.provinceHr);
  await officer.page.goto('/accounts');
  await setUpApp(officer.page);
  await officer.page.goto(`/accounts/${PEOPLE.hr.toLowerCase()}`);
  await officer.page.locator('#factor-reason').fill('Mất điện thoại, đã xem thẻ công chức');
  await officer.page.getByRole('button', { name: 'Đề nghị gỡ' }).click();
  await officer.page.goto('/factor-resets');
  await expect(officer.page.getByText('Người khác quyết định', { exact: true })).toBeVisible();
  await expect(officer.page.getByRole('button', { name: /Chấp nhận/ })).toHaveCount(0);

  // Whatever another test left of it: the operator begins anew.
  withDatabase(site.databasePath, (db) =>
    db
      .prepare('delete from totp_secret where account_id = (select id from account where username = ?)')
      .run(PEOPLE.operator.toLowerCase()),
  );
  const second = await open(browser, url);
  await signIn(second.page, PEOPLE.operator);
  await second.page.goto('/factor-resets');
  await setUpApp(second.page);
  await second.page.goto('/factor-resets');
  await second.page.getByRole('button', { name: /^Chấp nhận gỡ/ }).click();
  await expect(second.page.getByText('Đã chấp nhận')).toBeVisible();

  // Its owner is signed out everywhere, comes in with the password alone, and sets up a new one.
  await lost.page.goto('/account');
  await expect(lost.page).toHaveURL(/\/sign-in/);
  await signIn(lost.page, PEOPLE.hr);
  await expect(lost.page).toHaveURL(`${url}/`);
  await lost.page.goto('/roster');
  await expect(lost.page.locator('#start-password')).toBeVisible();
  for (const { context } of [lost, officer, second]) await context.close();
});
