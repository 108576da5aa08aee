import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { getSettings } from '~/access/settings.server';
import { pathWith } from '~/components/work/moment';
import { answer, requireCtx } from '~/http/context.server';
import { fileResponse } from '~/http/download';
import { i18nFor } from '~/locales/i18n.server';
import { slipTexts } from '~/locales/slips.server';
import { slipsPdf } from '~/organisation/adapters/slips-pdf';
import { makeSlips } from '~/organisation/staff-accounts.server';

const MAX_PEOPLE = 20_000;

export const loader = () => redirect('/accounts/slips');

/** New slips of a unit as a file: the codes are in it and nowhere else, so each post makes new ones. */
export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'account.make');
  const form = await args.request.formData();
  const text = (name: string) => String(form.get(name) ?? '').slice(0, MAX_PEOPLE);
  const unitCode = text('unit').slice(0, 40);
  const people = text('people');
  const named = form.has('people') ? { staffCodes: people.split(/[\s,;]+/).filter(Boolean) } : {};
  const skip = Number.parseInt(text('skip'), 10) || 0;
  return answer(async () => {
    try {
      const { slips } = makeSlips(ctx, { unitCode, skip, ...named });
      const words = slipTexts(slips, { baseUrl: ctx.baseUrl, settings: getSettings(ctx.db) });
      const pdf = await slipsPdf({ ...words, createdAt: ctx.now, lang: 'vi-VN' });
      const { t } = i18nFor('vi');
      return fileResponse(pdf as Uint8Array<ArrayBuffer>, {
        type: 'application/pdf',
        ascii: t('accounts:slip.file_ascii', { unit: unitCode }),
        name: t('accounts:slip.file', { unit: unitCode }),
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
      return redirect(pathWith('/accounts/slips', { unit: unitCode, refused: people.slice(0, 400) || ' ' }));
    }
  });
}
