import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { listMyExams } from '~/assessment/attempts.server';
import { ExamOffer } from '~/components/exam/exam-offer';
import { EmptyState } from '~/components/ui/empty-state';
import { CalendarClock } from '~/components/ui/icons';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'learner', nav: 'exams' };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => ({
    exams: listMyExams(ctx),
    lang,
    title: t('common:page_title', { title: t('exam:list.title') }),
  }));
}

export default function ExamsPage() {
  const { t } = useTranslation();
  const { exams, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-title">{t('exam:list.title')}</h1>
      <p className="mb-6 text-ink-2">{t('exam:list.intro')}</p>
      {exams.length === 0 && (
        <EmptyState icon={CalendarClock} title={t('exam:list.empty')}>
          {t('exam:list.empty_text')}
        </EmptyState>
      )}
      <div className="grid gap-6">
        {exams.map((exam) => (
          <ExamOffer key={exam.code} exam={exam} lang={lang} />
        ))}
      </div>
    </>
  );
}
