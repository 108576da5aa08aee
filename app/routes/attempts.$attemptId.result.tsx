import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { accountCard } from '~/access/accounts.server';
import { getResult } from '~/assessment/attempts.server';
import { AttemptFacts } from '~/components/exam/attempt-facts';
import { ResultCard } from '~/components/exam/result-card';
import { SkillTable } from '~/components/exam/skill-table';
import { ButtonLink } from '~/components/ui/button';
import { Card, CardBody, CardHead } from '~/components/ui/card';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { adviseOnSkills } from '~/learning/weak-skills.server';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { formatDate } from '~/office/formats';
import { salutation } from '~/organisation/names';
import { moduleStanding } from '~/proficiency/standing.server';

export const handle: PageHandle = { frame: 'learner', nav: 'exams' };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const publicId = args.params.attemptId ?? '';
  const { lang } = preferencesOf(args);
  return answer(() => {
    const result = getResult(ctx, { publicId });
    if (result.submittedAt === null) throw redirect(`/attempts/${publicId}`);
    const { module } = result.exam;
    const card = accountCard(ctx.db, ctx.actor.accountId ?? 0, dateOf(ctx.now));
    const standing = moduleStanding(ctx);
    return {
      result,
      lang,
      who: salutation(card?.sex ?? 'unknown', card?.fullName ?? ctx.actor.name, lang),
      standing: { met: standing.met, count: standing.modules.length },
      advice: adviseOnSkills(ctx, { module, skills: result.verdict?.skills ?? [], lang }),
      title: i18nFor(lang).t('common:page_title', {
        title: `${i18nFor(lang).t('exam:list.result')} ${module}`,
      }),
    };
  });
}

export default function ResultPage() {
  const { t } = useTranslation();
  const { result, lang, who, standing, advice } = useLoaderData<typeof loader>();
  return (
    <>
      <p className="mb-4 text-work">
        <a href="/exams">{t('exam:list.title')}</a> / {result.exam.module},{' '}
        {formatDate(dateOf(result.startedAt))}
      </p>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21.5rem]">
        <div className="grid gap-6">
          <ResultCard result={result} lang={lang} who={who} standing={standing} />
          {result.verdict && <SkillTable advice={advice} passed={result.verdict.passed} />}
        </div>
        <div className="grid gap-6">
          <AttemptFacts result={result} lang={lang} />
          <Card className="no-print" labelledBy="review-title">
            <CardHead id="review-title">{t('exam:result.review')}</CardHead>
            <CardBody className="pt-0">
              <p className="mb-4 text-label">
                {result.reviewOpen ? t('exam:result.review_text') : t('exam:result.review_closed')}
              </p>
              {result.reviewOpen && (
                <ButtonLink href={`/attempts/${result.publicId}/review`}>
                  {t('exam:result.review_open')}
                </ButtonLink>
              )}
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  );
}
