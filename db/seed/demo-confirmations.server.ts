import type { Ctx } from '../../app/access/context.server';
import { AppError } from '../../app/access/errors';
import { addDays, dateOf, startOfDate } from '../../app/office/dates';
import { issueConfirmation } from '../../app/proficiency/confirmations.server';

export interface PlannedIssue {
  staffCode: string;
  /** Date of the last piece of evidence. */
  after: string;
}

const CHUNK = 50;
const REVIEW_DAYS = 3;
const FIRST_DAY = '2025-08-01';

/** Issues confirmations day by day, so that the register's numbers rise with its dates as they would have. */
export function issueDemoConfirmations(ctx: Ctx, issues: PlannedIssue[]): void {
  const today = dateOf(ctx.now);
  const dated = issues
    .map(({ staffCode, after }) => ({ staffCode, on: later(addDays(after, REVIEW_DAYS), FIRST_DAY) }))
    .filter(({ on }) => on <= today)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.staffCode < b.staffCode ? -1 : 1));
  for (let from = 0; from < dated.length; from += CHUNK) {
    ctx.db.sqlite
      .transaction(() => {
        for (const { staffCode, on } of dated.slice(from, from + CHUNK)) issue(ctx, staffCode, on);
      })
      .immediate();
  }
}

function issue(ctx: Ctx, staffCode: string, on: string): void {
  try {
    issueConfirmation({ ...ctx, now: startOfDate(on) + 9 * 3_600_000 }, { staffCode });
  } catch (error) {
    // Somebody whose module ran out before that day has nothing to confirm.
    if (!(error instanceof AppError)) throw error;
  }
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
