import AxeBuilder from '@axe-core/playwright';
import { startIdentityProvider, type IdentityProvider } from '../identity-provider';
import { enter } from './attempts';
import { expect, PASSWORD, test } from './fixtures';
import { PEOPLE } from './page-list';
import { startServer, type RunningServer } from './server';
import { freePort } from '../free-port';

/* Signing in at another system, in the browser, at a real provider. */

let provider: IdentityProvider;
let thao: RunningServer;

test.beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  provider = await startIdentityProvider({
    callbacks: [`${url}/sign-in/oidc/callback`],
    afterSignOut: [`${url}/sign-in`],
  });
  provider.people.set('van', { staff_code: PEOPLE.learner });
  provider.people.set('la', { staff_code: 'LG-999999' });
  thao = await startServer({
    PORT: String(port),
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_SCOPES: 'openid staff',
    OIDC_CLAIM: 'staff_code',
    OIDC_CLAIM_KIND: 'staff_code',
    OIDC_LABEL_VI: 'Cổng thử của tỉnh',
    OIDC_LABEL_EN: 'the trial portal',
  });
});
test.afterAll(async () => {
  await thao.stop();
  await provider.stop();
});

const BUTTON = 'Đăng nhập qua Cổng thử của tỉnh';

test.describe('sign-in at a provider', () => {
  test('leads there, back, and to the page that was asked for; signing out says what stays open', async ({
    page,
  }) => {
    await page.goto(`${thao.url}/exams/IU01`);
    await page.getByRole('link', { name: BUTTON }).click();
    await expect(page).toHaveURL(new RegExp(`^${provider.issuer}`));
    await page.getByLabel('Tên').fill('van');
    await page.getByRole('button', { name: 'Vào' }).click();
    await expect(page).toHaveURL(`${thao.url}/exams/IU01`);

    await page.goto(`${thao.url}/`);
    const menu = page.locator('details[data-menu]').filter({ has: page.locator('form[action="/sign-out"]') });
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'Đăng xuất' }).click();
    await expect(page).toHaveURL(`${thao.url}/sign-in?sso=signed_out`);
    await expect(page.getByText('Đã đăng xuất khỏi Thạo.')).toBeVisible();
    await page.getByRole('link', { name: 'Máy dùng chung: đăng xuất khỏi cổng' }).click();
    await page.getByRole('button', { name: 'Ra' }).click();
    await expect(page).toHaveURL(`${thao.url}/sign-in`);
    // The next person at this machine is asked who he is.
    await page.getByRole('link', { name: BUTTON }).click();
    await expect(page.getByLabel('Tên')).toBeVisible();
  });

  test('of somebody unknown says what to do, and keeps the way on', async ({ page }) => {
    await page.goto(`${thao.url}/exams/IU01`);
    await page.getByRole('link', { name: BUTTON }).click();
    await page.getByLabel('Tên').fill('la');
    await page.getByRole('button', { name: 'Vào' }).click();
    await expect(page.getByText('Thạo chưa có hồ sơ mang mã này')).toBeVisible();
    expect(
      (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()).violations,
    ).toEqual([]);
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill(PEOPLE.learner);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await expect(page).toHaveURL(`${thao.url}/exams/IU01`);
  });

  test('works without script and with the keyboard alone', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'vi-VN' });
    const page = await context.newPage();
    await page.goto(`${thao.url}/sign-in`);
    await page.getByRole('link', { name: BUTTON }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Tên').fill('van');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${thao.url}/`);
    await context.close();
  });

  test('that is down says so, and the password of Thạo still opens the door', async ({ page }) => {
    await page.goto(`${thao.url}/sign-in?to=/exams`);
    await provider.pause();
    // What Thạo knows of the provider is kept for an hour: a fresh server has to ask.
    const fresh = await startServer({
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLAIM: 'staff_code',
      OIDC_CLAIM_KIND: 'staff_code',
    });
    await page.goto(`${fresh.url}/sign-in?to=/exams`);
    await page.getByRole('link', { name: 'Đăng nhập qua cổng đăng nhập chung' }).click();
    await expect(page.getByText('Cổng đăng nhập chưa trả lời; anh/chị dùng mật khẩu của Thạo')).toBeVisible();
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill(PEOPLE.learner);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await expect(page).toHaveURL(`${fresh.url}/exams`);
    await fresh.stop();
    await provider.resume();
  });
});

test('without a provider there is no button', async ({ page, server }) => {
  await page.goto(`${server.url}/sign-in?sso=unreachable`);
  await expect(page.getByRole('link', { name: /Đăng nhập qua/ })).toHaveCount(0);
  await expect(page.getByText('Cổng đăng nhập')).toHaveCount(0);
  await enter(page.request, PEOPLE.learner);
});
