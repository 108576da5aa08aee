import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { TrailTabs } from '~/components/trail/trail-tabs';
import { VerifyReport } from '~/components/trail/verify-report';
import { Button } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { ErrorSummary } from '~/components/ui/error-summary';
import { TextField } from '~/components/ui/field';
import { ShieldCheck } from '~/components/ui/icons';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { verifyAuditInTurns } from '~/operations/audit.server';

export const handle: PageHandle = { frame: 'work', nav: 'trail', role: 'auditor' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'trail.verify');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const head = (params.get('head') ?? '').trim().toLowerCase().slice(0, 100);
  const isRun = params.has('run');
  const isWrong = isRun && head !== '' && !/^[0-9a-f]{64}$/.test(head);
  const { t } = i18nFor(lang);
  const title = t('common:page_title', { title: t('trail:verify.title') });
  return answer(async () => {
    const startedAt = args.context.now();
    const report = isRun && !isWrong ? await verifyAuditInTurns(ctx, head ? { head } : {}) : null;
    const ms = args.context.now() - startedAt;
    return data({ report, ms, head, isWrong, lang, title }, { status: isWrong ? 400 : 200 });
  });
}

export default function TrailVerifyPage() {
  const { t } = useTranslation();
  const { report, ms, head, isWrong, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-work-title">{t('trail:verify.title')}</h1>
      <p className="mb-2 max-w-measure text-ink-2">{t('trail:verify.intro')}</p>
      <TrailTabs current="verify" />
      <div className="grid max-w-[52rem] grid-cols-1 gap-4">
        {isWrong && (
          <ErrorSummary
            title={t('trail:verify.refused')}
            errors={[{ fieldId: 'head', label: t('trail:verify.head') }]}
          />
        )}
        <Card density="work" as="div" className="no-print">
          <CardBody>
            <form method="get" action="/trail/verify" className="grid gap-3">
              <TextField
                name="head"
                label={t('trail:verify.head')}
                note={t('trail:verify.head_note')}
                hint={t('trail:verify.head_hint')}
                defaultValue={head}
                autoComplete="off"
                spellCheck={false}
                density="work"
                inputClassName="font-mono"
                {...(isWrong ? { error: t('trail:verify.head_problem') } : {})}
              />
              <div>
                <Button
                  variant="primary"
                  size={36}
                  icon={ShieldCheck}
                  name="run"
                  value="1"
                  busyLabel={t('trail:verify.busy')}
                >
                  {t('trail:verify.run')}
                </Button>
              </div>
            </form>
          </CardBody>
        </Card>
        {report && <VerifyReport {...{ report, ms, lang }} />}
      </div>
    </>
  );
}
