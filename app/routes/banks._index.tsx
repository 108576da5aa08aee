import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { listBanks } from '~/assessment/questions.server';
import { Card, CardBody } from '~/components/ui/card';
import { Chip } from '~/components/ui/chip';
import { EmptyState } from '~/components/ui/empty-state';
import { Inbox } from '~/components/ui/icons';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatInteger } from '~/office/formats';

export const handle: PageHandle = { frame: 'work', role: 'trainer', nav: 'banks' };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'question.read');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => ({
    banks: listBanks(ctx),
    lang,
    title: t('common:page_title', { title: t('bank:list_title') }),
  }));
}

export default function BanksPage() {
  const { t } = useTranslation();
  const { banks, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-work-title">{t('bank:list_title')}</h1>
      <p className="mb-5 text-work text-ink-2">{t('bank:list_intro')}</p>
      {banks.length === 0 && (
        <EmptyState icon={Inbox} title={t('bank:none')}>
          {t('bank:none_text')}
        </EmptyState>
      )}
      <ul className="grid gap-4 lg:grid-cols-2">
        {banks.map((bank) => (
          <li key={bank.code}>
            <Card density="work">
              <CardBody>
                <h2 className="text-work-heading">
                  <a href={`/banks/${bank.code}`}>{bank.title[lang]}</a>
                </h2>
                <p className="mt-1 flex flex-wrap items-center gap-3 text-work">
                  <b>{bank.code}</b>
                  <span>
                    {t('bank:count', {
                      count: bank.questionCount,
                      n: formatInteger(bank.questionCount, lang),
                    })}
                  </span>
                  <Chip dense kind={bank.kind === 'exam' ? 'frozen' : 'info'}>
                    {t(`bank:kind.${bank.kind}`)}
                  </Chip>
                </p>
              </CardBody>
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}
