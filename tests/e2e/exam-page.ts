import type { Page } from '@playwright/test';
import { enter, withDatabase } from './attempts';
import { expect } from './fixtures';

/* The exam's page as its tests handle it. */

/** Starts the exam as the candidate does, and waits until the page takes answers. */
export async function begin(page: Page, who: string, url = ''): Promise<string> {
  await enter(page.request, who, url);
  await page.goto(`${url}/exams/IU01`);
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await ready(page);
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** The page takes answers: its script runs. */
export async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Câu \d+ \/ 25$/ })).toBeVisible();
  await expect(page.locator('fieldset:disabled')).toHaveCount(0);
}

export const saveState = (page: Page) => page.locator('[data-save-state]');
export const option = (page: Page, index: number) => page.locator('main fieldset input').nth(index);

export async function goTo(page: Page, position: number): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Câu ${position}:`) }).click();
  await expect(page.getByRole('heading', { name: `Câu ${position} / 25` })).toBeVisible();
}

/** Positions with an answer event, each with its newest answer. */
export function storedAnswers(databasePath: string, publicId: string): Map<number, string> {
  const rows = withDatabase(databasePath, (db) =>
    db
      .prepare(
        `select e.position, e.answer from answer_event e join attempt a on a.id = e.attempt_id
         where a.public_id = ? order by e.position, e.epoch, e.sequence`,
      )
      .all(publicId),
  ) as { position: number; answer: string }[];
  return new Map(rows.map(({ position, answer }) => [position, answer]));
}
