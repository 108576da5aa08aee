import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { readFormKey } from '~/access/form-keys.server';
import { logView } from '~/access/views.server';
import { Callout } from '~/components/ui/callout';
import { VoidedList } from '~/components/voided-list';
import { DueTable, RegisterTable } from '~/components/work/confirmation-tables';
import { pathWith } from '~/components/work/moment';
import { PageTurns, readPage } from '~/components/work/page-turns';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatInteger } from '~/office/formats';
import { getPersonCard } from '~/organisation/people.server';
import { issueConfirmation, listDue } from '~/proficiency/confirmations.server';
import { listRegister, listVoided } from '~/proficiency/register.server';

export const handle: PageHandle = { frame: 'work', nav: 'confirmations', role: 'hr' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/confirmations';
export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'confirmation.issue');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const duePage = readPage(new URLSearchParams({ page: params.get('due') ?? '' }));
  const { t } = i18nFor(lang);
  return answer(() => {
    const due = listDue(ctx, { page: duePage });
    const register = listRegister(ctx, { page: readPage(params) });
    logView(ctx, {
      kind: 'confirmations',
      personIds: [...due.rows, ...register.rows].map(({ personId }) => personId),
      filter: { due: due.page, page: register.page },
      requestId: args.context.requestId,
    });
    return {
      ...{ due, register, lang },
      voided: listVoided(ctx),
      formKey: randomUUID(),
      title: t('common:page_title', { title: t('work:confirmations.title') }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'confirmation.issue');
  const form = await args.request.formData();
  const staffCode = String(form.get('staffCode') ?? '').slice(0, 40);
  return answer(() => {
    const { number } = issueConfirmation(ctx, { staffCode, formKey: readFormKey(form.get('key')) });
    const { fullName } = getPersonCard(ctx, { staffCode });
    return redirectWithFlash(args.context, PATH, {
      key: 'confirmation_issued',
      params: { number, name: fullName },
    });
  });
}

export default function ConfirmationsPage() {
  const { t } = useTranslation();
  const { due, register, voided, lang, formKey } = useLoaderData<typeof loader>();
  const hrefOf = (pages: { due?: number; page?: number }) =>
    pathWith(PATH, { due: pages.due ?? (due.page > 1 ? due.page : undefined), page: pages.page });
  return (
    <>
      <h1 className="text-work-title">{t('work:confirmations.title')}</h1>
      <p className="mb-4 text-ink-2">{t('work:confirmations.intro')}</p>
      <section aria-labelledby="due-title" className="mb-6 grid grid-cols-1 gap-2">
        <h2 id="due-title" className="text-work-heading">
          {t('work:confirmations.due_count', { count: due.total, number: formatInteger(due.total, lang) })}
        </h2>
        <p className="text-ink-2">{t('work:confirmations.due_text')}</p>
        <DueTable
          rows={due.rows}
          formKey={formKey}
          lang={lang}
          pager={
            <PageTurns
              {...{ page: due.page, pageSize: due.pageSize, total: due.total, lang }}
              hrefOf={(to) => hrefOf({ due: to })}
            />
          }
        />
      </section>
      <section aria-labelledby="register-title" className="grid grid-cols-1 gap-2">
        <h2 id="register-title" className="text-work-heading">
          {t('work:confirmations.register_count', {
            count: register.total,
            number: formatInteger(register.total, lang),
          })}
        </h2>
        {voided.length > 0 && (
          <Callout kind="note" dense title={t('operations:voids.title')}>
            <p>{t('operations:voids.text')}</p>
            <VoidedList ranges={voided} lang={lang} />
          </Callout>
        )}
        <RegisterTable
          rows={register.rows}
          lang={lang}
          pager={
            <PageTurns
              {...{ page: register.page, pageSize: register.pageSize, total: register.total, lang }}
              hrefOf={(to) => hrefOf({ page: to })}
            />
          }
        />
      </section>
    </>
  );
}
