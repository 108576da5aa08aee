import { randomUUID } from 'node:crypto';
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { listMyExams, startAttempt } from '~/assessment/attempts.server';
import { Button, ButtonLink } from '~/components/ui/button';
import { Callout } from '~/components/ui/callout';
import { Card, CardBody } from '~/components/ui/card';
import { DefinitionList } from '~/components/ui/definition-list';
import { formatDate, formatMark } from '~/office/formats';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'learner', nav: 'exams' };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => {
    const exam = listMyExams(ctx).find((offered) => offered.code === args.params.examCode);
    if (!exam) throw new AppError('not_found');
    // The same form posted twice starts one attempt.
    return { exam, lang, key: randomUUID(), title: t('common:page_title', { title: exam.title[lang] }) };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireLearner(args);
  const form = await args.request.formData();
  const key = String(form.get('key') ?? '');
  return answer(async () => {
    if (!/^[0-9a-f-]{36}$/.test(key)) throw new AppError('invalid_input');
    const { publicId } = await startAttempt(ctx, { examCode: args.params.examCode ?? '', key });
    return redirect(`/attempts/${publicId}`);
  });
}

export default function ExamIntroPage() {
  const { t } = useTranslation();
  const { exam, lang, key } = useLoaderData<typeof loader>();
  const { next, minutes, questionCount: count } = exam;
  const pass = formatMark(BigInt(exam.passHundredths), 100n, 0n, 1n, lang);
  const left = exam.attemptsAllowed - exam.attempts.length;
  return (
    <div className="mx-auto max-w-public">
      <p className="mb-2 text-work">
        <a href="/exams">{t('exam:list.title')}</a> / {exam.module}
      </p>
      <h1 className="mb-4 text-title">{exam.title[lang]}</h1>
      <Card>
        <CardBody className="grid gap-5">
          <DefinitionList
            look="compare"
            rows={[
              { term: t('exam:intro.shape'), value: t('exam:intro.shape_value', { count, minutes }) },
              {
                term: t('exam:intro.pass'),
                value: t('exam:intro.pass_value', { mark: pass, scale: exam.scale }),
              },
              {
                term: t('exam:intro.left'),
                value: t('exam:intro.left_value', { count: left, allowed: exam.attemptsAllowed }),
              },
              { term: t('exam:intro.again'), value: t('exam:intro.again_value', { count: exam.waitDays }) },
              {
                term: t('exam:intro.valid'),
                value: t('exam:intro.valid_value', { count: exam.validMonths }),
              },
            ]}
          />
          <Callout kind="note" title={t('exam:intro.rules')}>
            <ul className="ml-5 list-disc">
              <li>{t('exam:intro.rule_clock', { count: exam.graceSeconds })}</li>
              <li>{t('exam:intro.rule_saved')}</li>
              <li>{t('exam:intro.rule_line')}</li>
              <li>{t('exam:intro.rule_keys')}</li>
            </ul>
          </Callout>
          {next.kind === 'start' && (
            <form method="post">
              <input type="hidden" name="key" value={key} />
              <noscript>
                <p className="callout callout-son mb-4">{t('exam:needs_script')}</p>
              </noscript>
              <Button
                variant="primary"
                size={52}
                className="w-full sm:w-auto"
                busyLabel={t('exam:intro.starting')}
              >
                {t('exam:intro.start')}
              </Button>
              <p className="mt-2 text-work text-ink-2">{t('exam:intro.start_note', { minutes })}</p>
            </form>
          )}
          {next.kind === 'resume' && (
            <ButtonLink variant="primary" size={52} href={`/attempts/${next.publicId}`}>
              {t('exam:list.resume')}
            </ButtonLink>
          )}
          {next.kind === 'wait' && (
            <Callout kind="warning" title={t('exam:list.wait', { date: formatDate(next.earliest) })} />
          )}
          {next.kind === 'used_up' && <Callout kind="warning" title={t('exam:list.next.used_up')} />}
        </CardBody>
      </Card>
    </div>
  );
}
