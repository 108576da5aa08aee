import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { MakeAccounts, PrintSlips, SlipUnitForm } from '~/components/account/slip-forms';
import { pathWith } from '~/components/work/moment';
import { nameOf } from '~/components/work/words';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatInteger } from '~/office/formats';
import { makeAccounts, previewAccounts, SLIPS_AT_ONCE } from '~/organisation/staff-accounts.server';
import { listScopeUnits } from '~/organisation/units.server';

export const handle: PageHandle = { frame: 'work', nav: 'accounts' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/accounts/slips';

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'account.make');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const unitCode = (params.get('unit') ?? '').trim().slice(0, 40);
  const { t } = i18nFor(lang);
  return answer(() => {
    const counts = unitCode === '' ? null : previewAccounts(ctx, { unitCode });
    const units = listScopeUnits(ctx, 'account.make');
    return {
      ...{ units, counts, unitCode, lang },
      unit: units.find(({ code }) => code === unitCode) ?? null,
      // What was asked for by name and is not waiting here: the file's address sends back with it.
      refused: params.get('refused')?.slice(0, 400) ?? null,
      atOnce: SLIPS_AT_ONCE,
      title: t('common:page_title', { title: t('accounts:slips.title') }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'account.make');
  const form = await args.request.formData();
  const unitCode = String(form.get('unit') ?? '').slice(0, 40);
  return answer(() => {
    const { made } = makeAccounts(ctx, { unitCode });
    const params = { count: made, number: formatInteger(made, preferencesOf(args).lang) };
    const to = pathWith(PATH, { unit: unitCode });
    return redirectWithFlash(args.context, to, { key: 'accounts_made', params });
  });
}

export default function SlipsPage() {
  const { t } = useTranslation();
  const { units, counts, unitCode, unit, atOnce, refused, lang } = useLoaderData<typeof loader>();
  const people = counts && counts.none + counts.waiting + counts.active + counts.closed;
  return (
    <>
      <h1 className="text-work-title">{t('accounts:slips.title')}</h1>
      <p className="mb-4 max-w-reading text-ink-2">{t('accounts:slips.intro')}</p>
      <SlipUnitForm units={units} unitCode={unitCode} lang={lang} />
      {counts && people !== null && (
        <div className="mt-4 grid max-w-200 gap-4">
          <p>
            <b>
              {t('accounts:slips.people', {
                count: people,
                number: formatInteger(people, lang),
                unit: unit ? nameOf(unit, lang) : unitCode,
              })}
            </b>
            . {t('accounts:slips.preview')}.
          </p>
          <MakeAccounts unitCode={unitCode} none={counts.none} lang={lang} />
          <PrintSlips
            unitCode={unitCode}
            waiting={counts.waiting}
            atOnce={atOnce}
            refused={refused}
            lang={lang}
          />
        </div>
      )}
    </>
  );
}
