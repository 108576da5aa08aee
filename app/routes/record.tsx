import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { listMyExams } from '~/assessment/attempts.server';
import { ConfirmationCard } from '~/components/learner/confirmation-card';
import { EvidenceTable } from '~/components/learner/evidence-table';
import { ModuleList, StandingBar } from '~/components/learner/module-list';
import { RecordConfirmations } from '~/components/learner/record-confirmations';
import { ResultsTable } from '~/components/learner/results-table';
import { RuleLine } from '~/components/learner/why-required';
import { Button, ButtonLink } from '~/components/ui/button';
import { Card, CardBody, CardFoot, CardHead } from '~/components/ui/card';
import { EmptyState } from '~/components/ui/empty-state';
import { Award, Inbox, Printer } from '~/components/ui/icons';
import { TableCard } from '~/components/ui/table';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { listCourses } from '~/learning/courses.server';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { formatDate } from '~/office/formats';
import { listEvidence } from '~/proficiency/evidence.server';
import { listOwnConfirmations } from '~/proficiency/register.server';
import { moduleStanding } from '~/proficiency/standing.server';

export const handle: PageHandle = { frame: 'learner', nav: 'record' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  return answer(() => ({
    lang,
    today: dateOf(ctx.now),
    standing: moduleStanding(ctx),
    evidence: listEvidence(ctx, { personId: ctx.actor.personId }),
    exams: listMyExams(ctx).filter(({ attempts }) => attempts.length > 0),
    confirmations: listOwnConfirmations(ctx),
    courses: listCourses(ctx, { lang }),
    title: i18nFor(lang).t('common:page_title', { title: i18nFor(lang).t('common:nav.record') }),
  }));
}

export default function RecordPage() {
  const { t } = useTranslation();
  const { lang, today, standing, evidence, exams, confirmations, courses } = useLoaderData<typeof loader>();
  const { modules, missing, rule, fullName } = standing;
  const count = modules.length;
  const hasNone = evidence.length === 0;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-title">{t('common:nav.record')}</h1>
          <p className="text-ink-2">{t('learner:record.of', { name: fullName, date: formatDate(today) })}</p>
        </div>
        <Button type="button" icon={Printer} hidden data-print="">
          {t('learner:record.print')}
        </Button>
      </div>
      <div className="mt-6 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21.5rem] lg:gap-6">
        {rule && count > 0 && (
          <Card labelledBy="standing">
            <CardHead id="standing">{t('learner:record.standing')}</CardHead>
            <div className="flex flex-wrap items-center gap-x-5 gap-y-1.5 border-b border-line-soft px-4 pb-4 sm:px-6">
              <StandingBar modules={modules} />
              <b>{t('learner:home.met_of', { met: count - missing.length, count })}</b>
            </div>
            <ModuleList modules={modules} courses={courses} lang={lang} />
            <CardFoot className="text-small text-ink-3">
              <RuleLine rule={rule} />
            </CardFoot>
          </Card>
        )}
        {confirmations.length > 0 ? (
          <Card labelledBy="confirmations">
            <CardHead id="confirmations" icon={Award}>
              {t('learner:confirmation.title')}
            </CardHead>
            <CardBody className="pt-0!">
              <RecordConfirmations confirmations={confirmations} />
            </CardBody>
          </Card>
        ) : (
          count > 0 && <ConfirmationCard count={count} missing={missing} confirmation={null} lang={lang} />
        )}
      </div>
      <section aria-labelledby="evidence" className="mt-8">
        <h2 id="evidence" className="mb-3 text-heading">
          {t('learner:record.evidence')}
        </h2>
        {hasNone ? (
          <Card as="div">
            <CardBody>
              <EmptyState
                level={3}
                icon={Inbox}
                title={t('learner:record.no_evidence')}
                actions={
                  <ButtonLink variant="primary" href="/courses">
                    {t('learner:record.to_courses')}
                  </ButtonLink>
                }
              >
                {t('learner:record.no_evidence_text')}
              </EmptyState>
            </CardBody>
          </Card>
        ) : (
          <TableCard className="overflow-hidden">
            <EvidenceTable evidence={evidence} today={today} lang={lang} />
          </TableCard>
        )}
      </section>
      <section aria-labelledby="results" className="mt-8">
        <h2 id="results" className="mb-3 text-heading">
          {t('learner:record.results')}
        </h2>
        {exams.length === 0 ? (
          <p className="text-ink-2">{t('learner:record.no_results')}</p>
        ) : (
          <TableCard className="overflow-hidden">
            <ResultsTable exams={exams} lang={lang} />
          </TableCard>
        )}
      </section>
    </>
  );
}
