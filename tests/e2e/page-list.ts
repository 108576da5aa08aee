import type { Page } from '@playwright/test';
import type { Known, Stage } from './stages';

/** Demo accounts of the seed, by what they come for. */
export const PEOPLE = {
  learner: 'LG-024817',
  hr: 'LG-017701',
  provinceHr: 'LG-000873',
  leader: 'LG-000012',
  trainer: 'LG-001126',
  operator: 'LG-001147',
  auditor: 'LG-000964',
} as const;

export type Who = keyof typeof PEOPLE | 'nobody';

export interface ListedPage {
  name: string;
  path: string | ((known: Known) => string);
  who: Who;
  /** HTTP status; 200 unless said. */
  status?: number;
  stage: Stage;
  /** What is done on the page before it is looked at. */
  act?: (page: Page) => Promise<void>;
}

const LESSON = '/courses/IU01/lessons/mat-khau-va-kiem-soat-truy-cap';

/** Every page of the product and the states that have a face of their own. */
export const PAGES: ListedPage[] = [
  { name: '01-sign-in', path: '/sign-in', who: 'nobody', stage: 'fresh' },
  {
    name: '01-sign-in-refused',
    path: '/sign-in',
    who: 'nobody',
    status: 401,
    stage: 'fresh',
    act: async (page) => {
      await page.locator('#name').fill('LG-000000');
      await page.locator('#password').fill('khong dung');
      await press(page, page.locator('form button[type=submit]').last());
    },
  },
  { name: '02-home', path: '/', who: 'learner', stage: 'fresh' },
  { name: '03-lesson', path: `${LESSON}?section=3`, who: 'learner', stage: 'fresh' },
  {
    name: '03-lesson-check',
    path: `${LESSON}?section=3`,
    who: 'learner',
    stage: 'fresh',
    act: async (page) => {
      await page.locator('main .option input').first().check();
      await press(page, page.locator('main .option').first().locator('xpath=ancestor::form//button'));
    },
  },
  { name: '10-courses', path: '/courses', who: 'learner', stage: 'fresh' },
  { name: '11-course', path: '/courses/IU01', who: 'learner', stage: 'fresh' },
  { name: '12-practice', path: '/courses/IU01/practice', who: 'learner', stage: 'fresh' },
  {
    name: '12-practice-empty-answer',
    path: '/courses/IU01/practice',
    who: 'learner',
    status: 400,
    stage: 'fresh',
    act: (page) => press(page, page.locator('main fieldset').first().locator('xpath=ancestor::form//button')),
  },
  { name: '13-exams', path: '/exams', who: 'learner', stage: 'fresh' },
  { name: '14-exam-intro', path: '/exams/IU01', who: 'learner', stage: 'fresh' },
  { name: '15-record', path: '/record', who: 'learner', stage: 'fresh' },
  { name: '30-account', path: '/account', who: 'learner', stage: 'fresh' },
  { name: '30-account-factors', path: '/account/factors', who: 'leader', stage: 'fresh' },
  { name: '35-factor-resets', path: '/factor-resets', who: 'operator', stage: 'fresh' },
  { name: '36-grants', path: '/grants', who: 'operator', stage: 'fresh' },
  {
    name: '36-grants-new',
    path: '/grants/new?preview=1&account=LG-024817&role=trainer&unit=LG.101&from=01/01/2099',
    who: 'operator',
    stage: 'fresh',
  },
  {
    name: '36-grants-refused',
    path: '/grants/new?preview=1&account=khong-co&role=&from=hom-qua',
    who: 'hr',
    status: 400,
    stage: 'fresh',
  },
  { name: '36-delegation', path: '/account/delegation', who: 'leader', stage: 'fresh' },
  { name: '31-activate', path: '/activate', who: 'nobody', stage: 'fresh' },
  {
    name: '31-activate-refused',
    path: '/activate',
    who: 'nobody',
    status: 401,
    stage: 'fresh',
    act: async (page) => {
      await page.locator('#name').fill('LG-000000');
      await page.locator('#code').fill('AAAA-BBBB');
      await page.locator('#password').fill('mot cau dai de nho');
      await press(page, page.locator('form button[type=submit]').last());
    },
  },
  { name: '32-accounts', path: '/accounts', who: 'hr', stage: 'fresh' },
  { name: '32-accounts-all', path: '/accounts', who: 'operator', stage: 'fresh' },
  { name: '32-accounts-none', path: '/accounts?q=khongcoai', who: 'hr', stage: 'fresh' },
  { name: '33-slips', path: '/accounts/slips?unit=LG.101', who: 'hr', stage: 'fresh' },
  { name: '34-account-of', path: '/accounts/lg-024817', who: 'provinceHr', stage: 'fresh' },
  {
    name: '34-account-no-reason',
    path: '/accounts/lg-024817',
    who: 'provinceHr',
    status: 400,
    stage: 'fresh',
    act: (page) =>
      press(page, page.locator('form button', { hasText: /Đặt lại mật khẩu|Reset the password/ })),
  },
  { name: '06-indicator', path: '/indicator', who: 'leader', stage: 'fresh' },
  { name: '16-people', path: '/indicator/people?met=no', who: 'leader', stage: 'fresh' },
  { name: '07-roster', path: '/roster', who: 'hr', stage: 'fresh' },
  {
    name: '07-roster-export',
    path: '/roster',
    who: 'provinceHr',
    stage: 'fresh',
    act: (page) => page.locator('main details[data-menu] > summary').last().click(),
  },
  { name: '17-roster-none', path: '/roster?q=khongcoai', who: 'hr', stage: 'fresh' },
  { name: '18-roster-bad-date', path: '/roster?asOf=31/02/2026', who: 'hr', status: 400, stage: 'fresh' },
  { name: '08-confirmations', path: '/confirmations', who: 'provinceHr', stage: 'fresh' },
  { name: '19-person', path: '/people/LG-024817', who: 'hr', stage: 'fresh' },
  { name: '20-banks', path: '/banks', who: 'trainer', stage: 'fresh' },
  { name: '21-bank', path: '/banks/IU01-X', who: 'trainer', stage: 'fresh' },
  {
    name: '21-bank-refused',
    path: '/banks/IU01-X?question=IU01-X-001',
    who: 'trainer',
    status: 400,
    stage: 'fresh',
    act: async (page) => {
      await page.locator('[name="stem.vi"]').fill('');
      await page
        .locator('[name="option.1.vi"]')
        .fill(await page.locator('[name="option.0.vi"]').inputValue());
      await press(
        page,
        page
          .locator('main form[method=post] button[type=submit], main form[method=post] button:not([type])')
          .last(),
      );
    },
  },
  { name: '22-system', path: '/system', who: 'operator', stage: 'fresh' },
  { name: '37-backups-unset', path: '/backups', who: 'operator', stage: 'fresh' },
  { name: '40-jobs', path: '/jobs', who: 'operator', stage: 'fresh' },
  { name: '40-jobs-none', path: '/jobs?state=failed', who: 'operator', stage: 'fresh' },
  {
    name: '41-job-done',
    path: '/system',
    who: 'operator',
    stage: 'fresh',
    act: async (page) => {
      await press(page, page.locator('form[action="/jobs"] button'));
      await page.locator('#job-result table').waitFor({ timeout: 60_000 });
    },
  },
  { name: '42-own-jobs', path: '/account/jobs', who: 'operator', stage: 'fresh' },
  { name: '42-own-jobs-none', path: '/account/jobs', who: 'learner', stage: 'fresh' },
  { name: '44-notifications', path: '/account/notifications', who: 'learner', stage: 'fresh' },
  {
    name: '44-notifications-refused',
    path: '/account/notifications',
    who: 'learner',
    status: 400,
    stage: 'fresh',
    act: async (page) => {
      await page.locator('#email').fill('van.tran');
      await press(page, page.locator('main form[method=post] button').last());
    },
  },
  { name: '43-notices', path: '/notices', who: 'operator', stage: 'fresh' },
  { name: '43-notices-none', path: '/notices', who: 'learner', stage: 'fresh' },
  { name: '60-trail', path: '/trail', who: 'auditor', stage: 'fresh' },
  { name: '60-trail-exports', path: '/trail?action=confirmation_issued', who: 'auditor', stage: 'fresh' },
  { name: '60-trail-none', path: '/trail?actor=khong-co-ai', who: 'auditor', stage: 'fresh' },
  {
    name: '60-trail-refused',
    path: '/trail?from=31/02/2026&person=LG-999999',
    who: 'auditor',
    status: 400,
    stage: 'fresh',
  },
  { name: '61-trail-tx', path: '/trail/1', who: 'auditor', stage: 'fresh' },
  { name: '62-trail-verify', path: '/trail/verify?run=1', who: 'auditor', stage: 'fresh' },
  {
    name: '62-trail-verify-refused',
    path: '/trail/verify?run=1&head=x',
    who: 'auditor',
    status: 400,
    stage: 'fresh',
  },
  { name: '63-trail-views', path: '/trail/views?person=LG-024817', who: 'auditor', stage: 'fresh' },
  {
    name: '63-trail-views-unknown',
    path: '/trail/views?person=LG-999999',
    who: 'auditor',
    status: 404,
    stage: 'fresh',
  },
  { name: '64-account-views', path: '/account/views', who: 'learner', stage: 'fresh' },
  { name: '23-verify', path: '/verify', who: 'nobody', stage: 'fresh' },
  { name: '23-verify-unknown', path: '/verify/ABCD', who: 'nobody', status: 404, stage: 'fresh' },
  { name: '09-verify', path: ({ code }) => `/verify/${code}`, who: 'nobody', stage: 'fresh' },
  { name: '24-not-found', path: '/khong-co-trang-nay', who: 'learner', status: 404, stage: 'fresh' },
  { name: '24-not-found-stranger', path: '/khong-co-trang-nay', who: 'nobody', status: 404, stage: 'fresh' },
  { name: '25-not-allowed', path: '/roster', who: 'learner', status: 403, stage: 'fresh' },
  { name: '26-out-of-scope', path: '/people/LG-000012', who: 'hr', status: 403, stage: 'fresh' },
  {
    name: '04-exam',
    path: ({ running }) => `/attempts/${running}`,
    who: 'learner',
    stage: 'running',
    // An answered question that is flagged; the focus is on its answer.
    act: async (page) => {
      await openQuestion(page, 7);
      // From the question's title over its flag.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
    },
  },
  {
    name: '04-exam-offline',
    path: ({ running }) => `/attempts/${running}`,
    who: 'learner',
    stage: 'running',
    act: async (page) => {
      await openQuestion(page, 13);
      await page.route('**/answers', (route) => route.abort());
      await page.locator('main .option input').first().check();
      await page
        .getByRole('status')
        .filter({ hasText: /Mất kết nối|Connection lost|Offline/i })
        .waitFor();
    },
  },
  {
    name: '04-exam-submit',
    path: ({ running }) => `/attempts/${running}`,
    who: 'learner',
    stage: 'running',
    act: async (page) => {
      await page
        .locator('header button, nav button')
        .filter({ hasText: /^(Nộp bài|Submit)$/ })
        .filter({ visible: true })
        .first()
        .click();
    },
  },
  { name: '27-exams-running', path: '/exams', who: 'learner', stage: 'running' },
  { name: '28-home-running', path: '/', who: 'learner', stage: 'running' },
  { name: '05-result', path: ({ passed }) => `/attempts/${passed}/result`, who: 'learner', stage: 'done' },
  {
    name: '29-result-not-passed',
    path: ({ failed }) => `/attempts/${failed}/result`,
    who: 'trainer',
    stage: 'done',
  },
  { name: '30-review', path: ({ passed }) => `/attempts/${passed}/review`, who: 'learner', stage: 'done' },
  { name: '31-home-all-met', path: '/', who: 'learner', stage: 'done' },
  { name: '32-exams-done', path: '/exams', who: 'learner', stage: 'done' },
];

/** Once the script runs, questions open without a load. */
async function openQuestion(page: Page, position: number): Promise<void> {
  await page.locator('fieldset:enabled').waitFor();
  await page
    .locator('nav .exam-cell')
    .nth(position - 1)
    .click();
  await page.getByRole('heading', { name: new RegExp(` ${position} / `) }).waitFor();
}

/** Follows a post through to the page that answers it. */
async function press(page: Page, button: ReturnType<Page['locator']>): Promise<void> {
  await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest()),
    button.click(),
  ]);
  await page.waitForLoadState('load');
}

/** The address of a listed page. */
export function addressOf({ path }: ListedPage, known: Known): string {
  return typeof path === 'string' ? path : path(known);
}
