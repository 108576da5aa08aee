import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, request, type Browser } from '@playwright/test';
import { buildIfChanged } from '../../app/cli/install.mjs';
import { enter } from './attempts';
import globalSetup from './global-setup';
import { addressOf, PAGES, PEOPLE, type ListedPage } from './page-list';
import config from './playwright.config';
import { startServer, type RunningServer } from './server';
import { reach, STAGES, type Known } from './stages';

/**
 * Pictures of the pages, from a real server on the demo province of today.
 *   npm run pictures                 the main pages into docs/pictures, Vietnamese, desktop and phone
 *   npm run pictures -- --all OUT    every page in both languages and sizes into OUT, for looking at
 *   npm run pictures -- --all OUT --only 3    as before, of those pages whose name begins with 3
 */
const MAIN = [
  '02-home',
  '03-lesson',
  '04-exam',
  '05-result',
  '06-indicator',
  '07-roster',
  '08-confirmations',
  '09-verify',
];
/** As high as the page up to a limit, so that what is fixed to an edge of the window stands at the edge of the picture. */
const SIZES = [
  { width: 1366, height: 768, most: 1400 },
  { width: 360, height: 740, most: 1800 },
];
const MOST_BYTES = 3_000_000;

const all = process.argv.indexOf('--all');
const out =
  all < 0 ? join(import.meta.dirname, '../../docs/pictures') : resolve(process.argv[all + 1] ?? 'pictures');
const languages = all < 0 ? ['vi'] : ['vi', 'en'];
const only = process.argv.indexOf('--only');
const prefix = only < 0 ? '' : (process.argv[only + 1] ?? '');
const pages = PAGES.filter(({ name }) => (all < 0 ? MAIN.includes(name) : name.startsWith(prefix)));

buildIfChanged();
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const cleanUp = globalSetup();
const server = await startServer();
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  for (const stage of STAGES) {
    const known = await reach(stage, server, () => request.newContext({ baseURL: server.url }));
    for (const page of pages.filter((listed) => listed.stage === stage))
      await take(browser, server, page, known);
  }
} finally {
  await browser.close();
  await server.stop();
  cleanUp();
}
const bytes = readdirSync(out).reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
process.stdout.write(`${readdirSync(out).length} pictures, ${Math.round(bytes / 1000)} kB, in ${out}\n`);
if (all < 0 && bytes > MOST_BYTES) {
  process.stderr.write(`More than ${MOST_BYTES / 1_000_000} MB: too much for the repository\n`);
  process.exitCode = 1;
}

async function take(from: Browser, { url }: RunningServer, listed: ListedPage, known: Known): Promise<void> {
  const context = await from.newContext({
    baseURL: url,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
  });
  if (listed.who !== 'nobody') await enter(context.request, PEOPLE[listed.who]);
  const page = await context.newPage();
  for (const lang of languages) {
    await context.addCookies([{ name: 'thao_display', value: `${lang}.100.system`, url }]);
    for (const { width, height, most } of SIZES) {
      await page.setViewportSize({ width, height });
      await page.goto(addressOf(listed, known), { waitUntil: 'networkidle' });
      await listed.act?.(page);
      await page.evaluate(() => document.fonts.ready);
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(height, Math.min(whole, most)) });
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: join(out, `${listed.name}-${lang}-${width}.png`) });
    }
  }
  await context.close();
}
