import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, BrowserContext, Page, Response } from '@playwright/test';
import { enter } from './attempts';
import { expect, test } from './fixtures';
import { addressOf, PAGES, PEOPLE, type ListedPage } from './page-list';
import type { RunningServer } from './server';
import { reach, type Stage } from './stages';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** One load for each language and text size; widths change without loading again, as in the reader's own window. */
const VISITS = [
  { lang: 'vi', widths: [1366, 360] },
  { lang: 'en', widths: [1366] },
] as const;
/** Half of 1366 by 768: what is left of a page at 200 percent. */
const ZOOMED = { width: 683, height: 384 };
const AT_ZOOM = new Set([
  '02-home',
  '03-lesson',
  '04-exam',
  '04-exam-submit',
  '05-result',
  '06-indicator',
  '07-roster',
  '08-confirmations',
  '09-verify',
  '21-bank',
]);

// A refused page, and a line that is down, are failed requests to the browser's console; what else it says still counts.
test.use({ quietExcept: ['the server responded with a status of', 'net::ERR_FAILED'] });

for (const listed of PAGES) {
  test(listed.name, async ({ page, server, playwright }) => {
    const known = await stageFor(listed.stage, server, playwright.request);
    if (listed.who !== 'nobody') await enter(page.request, PEOPLE[listed.who]);
    const path = addressOf(listed, known);
    for (const { lang, widths } of VISITS) {
      await prefer(page.context(), server, `${lang}.100.system`);
      await page.setViewportSize({ width: widths[0], height: 768 });
      await open(page, listed, path);
      for (const width of widths) {
        await test.step(`${lang} ${width}`, async () => {
          await page.setViewportSize({ width, height: width === 360 ? 740 : 768 });
          expect.soft(await problemsOf(page, lang)).toEqual([]);
          expect.soft(await barriersOf(page, RULES)).toEqual([]);
        });
      }
      if (lang === 'vi' && AT_ZOOM.has(listed.name)) {
        await test.step('at 200 percent', async () => {
          await page.setViewportSize(ZOOMED);
          expect.soft(await problemsOf(page, lang)).toEqual([]);
        });
      }
    }
    if (!AT_ZOOM.has(listed.name)) return;
    await test.step('with large text', async () => {
      await prefer(page.context(), server, 'vi.130.system');
      await open(page, listed, path);
      expect
        .soft(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize))
        .toBe('20.8px');
      for (const viewport of [ZOOMED, { width: 360, height: 740 }]) {
        await page.setViewportSize(viewport);
        expect.soft(await problemsOf(page, 'vi')).toEqual([]);
      }
    });
  });
}

test('high contrast', async ({ page, server }) => {
  await enter(page.request, PEOPLE.learner);
  await prefer(page.context(), server, 'vi.100.more');
  for (const path of ['/', '/courses/IU01', '/exams', '/record']) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
    expect.soft(await barriersOf(page, RULES), path).toEqual([]);
  }
});

async function barriersOf(page: Page, tags: string[]): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

/** Opens a listed page and does what belongs to it; the last answer must have the listed status. */
async function open(page: Page, listed: ListedPage, path: string): Promise<void> {
  let answer: Response | null = null;
  const note = (response: Response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) answer = response;
  };
  page.on('response', note);
  await page.goto(path);
  await listed.act?.(page);
  page.off('response', note);
  expect((answer as Response | null)?.status()).toBe(listed.status ?? 200);
  await page.evaluate(() => document.fonts.ready);
}

/** What is wrong with the page in view, in words; an empty list is a good page. */
function problemsOf(page: Page, lang: string): Promise<string[]> {
  return page.evaluate((expected) => {
    const found: string[] = [];
    const { documentElement: root, title } = document;
    if (root.lang !== expected) found.push(`lang is ${root.lang}`);
    if (!/^\S.* · Thạo$/.test(title)) found.push(`title is "${title}"`);
    const heads = [...document.querySelectorAll('h1')].filter((head) => head.checkVisibility());
    if (heads.length !== 1) found.push(`${heads.length} h1`);

    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (twice.length > 0) found.push(`ids twice: ${[...new Set(twice)].join(', ')}`);

    const wide = root.scrollWidth - root.clientWidth;
    if (wide > 0) found.push(`scrolls ${wide} px sideways`);

    // A missing word shows as its key, with or without its namespace; a missing parameter as its braces.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode as Text;
      if (parentElement?.closest('script, style, code, pre')) continue;
      const text = data.trim();
      if (
        /\b(common|public|learner|work|exam|bank|errors|documents|content|trail):[a-z]/.test(text) ||
        text.includes('{{')
      )
        found.push(`key "${text}"`);
      else if (/^[a-z]+(_[a-z]+)*(\.[a-z_]+)+$/.test(text)) found.push(`key "${text}"`);
      else if (/undefined|NaN|\[object|Invalid Date/.test(text)) found.push(`text "${text}"`);
    }

    // A box that cuts its own text off hides it from everybody; `sr-only` texts and tables that scroll are no such boxes.
    for (const box of document.body.querySelectorAll<HTMLElement>('*')) {
      const own = [...box.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
      );
      if (!own || !box.checkVisibility() || box.clientWidth <= 1) continue;
      const { left, right } = box.getBoundingClientRect();
      const isOut = left < -1 || right > root.clientWidth + 1;
      if (isOut && !box.closest('.table-scroll, .sr-only, .skip-link'))
        found.push(`off the screen: "${box.innerText.slice(0, 40)}"`);
      const { overflowX, overflowY } = getComputedStyle(box);
      const cutX = /hidden|clip/.test(overflowX) && box.scrollWidth > box.clientWidth + 1;
      const cutY = /hidden|clip/.test(overflowY) && box.scrollHeight > box.clientHeight + 1;
      if (cutX || cutY) found.push(`cuts off "${box.innerText.slice(0, 40)}"`);
    }

    const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const first = document.querySelector(stops);
    if (first?.getAttribute('href') !== '#main' || !document.getElementById('main'))
      found.push(`first in tab order is ${first?.outerHTML.slice(0, 80)}`);
    return found;
  }, lang);
}

function prefer(context: BrowserContext, server: RunningServer, value: string): Promise<void> {
  return context.addCookies([{ name: 'thao_display', value, url: server.url }]);
}

function stageFor(
  stage: Stage,
  server: RunningServer,
  request: { newContext: (options: { baseURL: string }) => Promise<APIRequestContext> },
) {
  return reach(stage, server, () => request.newContext({ baseURL: server.url }));
}
