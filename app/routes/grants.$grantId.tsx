import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { logView } from '~/access/views.server';
import { AppError } from '~/access/errors';
import { accountHref } from '~/components/account/account-filter';
import { EndGrant } from '~/components/account/end-grant';
import { GrantPeriod, GrantStateChip } from '~/components/account/grant-table';
import { Card, CardBody, CardHeading } from '~/components/ui/card';
import { DefinitionList } from '~/components/ui/definition-list';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { isoOf } from '~/http/typed-date';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { formatDate, NO_DATA } from '~/office/formats';
import { getGrant } from '~/organisation/grant-list.server';
import { endGrant } from '~/organisation/grants.server';

export const handle: PageHandle = { frame: 'work', nav: 'grants' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const idOf = (text: string | undefined) => (/^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : 0);

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'grant.read');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => {
    const grant = getGrant(ctx, { id: idOf(args.params.grantId) });
    logView(ctx, { kind: 'grants', usernames: [grant.username], requestId: args.context.requestId });
    return {
      grant,
      today: formatDate(dateOf(ctx.now)),
      lang,
      title: t('common:page_title', { title: t('grants:one_title') }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'grant.give');
  const form = await args.request.formData();
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000);
  const [lastDay, reason] = [text('lastDay'), text('reason')];
  try {
    endGrant(ctx, { id: idOf(args.params.grantId), lastDay: isoOf(lastDay), reason });
    return redirectWithFlash(args.context, '/grants', { key: 'grant_ended' });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input') {
      return answer(() => Promise.reject(error as Error));
    }
    return data({ errors: error.fields, lastDay, reason }, { status: error.status });
  }
}

export default function GrantPage() {
  const { t } = useTranslation();
  const { grant, today, lang } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const unit = lang === 'vi' ? grant.unitVi : grant.unitEn;
  return (
    <>
      <p className="no-print mb-1">
        <a href="/grants" className="link">
          {t('grants:back')}
        </a>
      </p>
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-work-title">
          {t(`common:role.${grant.role}`)}: {grant.fullName ?? grant.username}
        </h1>
        <GrantStateChip grant={grant} />
      </div>
      <div className="grid max-w-200 gap-4">
        <Card density="work" as="div">
          <CardBody>
            <DefinitionList
              look="dense"
              rows={[
                {
                  term: t('grants:who'),
                  value: (
                    <a href={accountHref(grant.username)} className="link">
                      {grant.username}
                    </a>
                  ),
                },
                { term: t('grants:scope'), value: grant.unitCode === null ? t('grants:installation') : unit },
                { term: t('grants:period'), value: <GrantPeriod {...grant} /> },
                { term: t('grants:document'), value: grant.document ?? NO_DATA },
                ...(grant.scan
                  ? [
                      {
                        term: t('operations:upload.scan'),
                        value: (
                          <a href={`/files/${grant.scan.fileId}`} className="link break-all">
                            {grant.scan.name}
                          </a>
                        ),
                      },
                    ]
                  : []),
                ...(grant.delegatedByName
                  ? [{ term: t('grants:lent_by'), value: grant.delegatedByName }]
                  : []),
              ]}
            />
            {grant.unitGone && <p className="mt-3">{t('grants:unit_gone_text')}</p>}
          </CardBody>
        </Card>
        {grant.mayEnd && (
          <Card density="work" labelledBy="end" className="no-print">
            <CardBody>
              <CardHeading id="end" density="work">
                {t('grants:end')}
              </CardHeading>
              <div className="mt-3">
                <EndGrant lastDay={today} refused={refused ?? null} />
              </div>
            </CardBody>
          </Card>
        )}
      </div>
    </>
  );
}
