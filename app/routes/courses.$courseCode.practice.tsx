import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { answerErrorOf } from '~/components/learner/answer-error';
import { PracticeSkills } from '~/components/learner/practice-skills';
import { QuestionCard } from '~/components/learner/question-card';
import { ButtonLink } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { Chip } from '~/components/ui/chip';
import { EmptyState } from '~/components/ui/empty-state';
import { ArrowRight, Inbox, RefreshCw } from '~/components/ui/icons';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { getCourse } from '~/learning/courses.server';
import type { Lang } from '~/learning/lessons';
import {
  answerPractice,
  getPracticeQuestion,
  nextPracticeQuestion,
  practiceSummary,
} from '~/learning/practice.server';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'learner', nav: 'courses' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  return answer(() => {
    const { code, module, title: name } = getCourse(ctx, { code: args.params.courseCode ?? '', lang });
    const { skills, ...all } = practiceSummary(ctx, { courseCode: code, lang });
    const { skill, question } = wishOf(args);
    if (skill && !skills.some((one) => one.code === skill)) throw new AppError('not_found', { skill });
    const title = i18nFor(lang).t('learner:practice.page', { module });
    return {
      course: { code, module, name },
      skills,
      all,
      skill,
      question: askFor(ctx, { courseCode: code, skill, question, lang }),
      title: i18nFor(lang).t('common:page_title', { title }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  const form = await args.request.formData();
  const asked = {
    courseCode: args.params.courseCode ?? '',
    questionCode: String(form.get('question') ?? ''),
    lang,
  };
  return answer(() => {
    try {
      const verdict = answerPractice(ctx, { ...asked, answer: form.getAll('answer').map(String) });
      return data({ verdict, question: verdict.question, error: null });
    } catch (error) {
      const refused = answerErrorOf(error);
      if (!refused) throw error;
      return data(
        { verdict: null, question: getPracticeQuestion(ctx, asked), error: refused },
        { status: 400 },
      );
    }
  });
}

/** One skill kept to, or one question once more. */
function wishOf({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  return { skill: query.get('skill'), question: query.get('question') };
}

function askFor(
  ctx: Ctx,
  input: { courseCode: string; skill: string | null; question: string | null; lang: Lang },
) {
  const { courseCode, skill, question, lang } = input;
  if (question) return getPracticeQuestion(ctx, { courseCode, questionCode: question, lang });
  return nextPracticeQuestion(ctx, { courseCode, lang, ...(skill ? { skill } : {}) }).question;
}

export default function PracticePage() {
  const { t } = useTranslation();
  const { course, skills, all, skill, question: asked } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const path = `/courses/${course.code}/practice`;
  const kept = skill ? `?skill=${encodeURIComponent(skill)}` : '';
  const question = result?.question ?? asked;
  return (
    <>
      <p className="mb-1 text-work">
        <a href="/courses">{t('common:nav.courses')}</a> /{' '}
        <a href={`/courses/${course.code}`}>
          {t('learner:courses.name', { module: course.module, title: course.name })}
        </a>
      </p>
      <h1 className="text-title">{t('learner:practice.page', { module: course.module })}</h1>
      <p className="text-ink-2">{t('learner:practice.intro')}</p>
      <div className="mt-6 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21.5rem] lg:gap-6">
        {question ? (
          <QuestionCard
            question={question}
            title={t('learner:practice.question')}
            aside={result?.verdict ? <VerdictChip right={result.verdict.right} /> : t('learner:check.aside')}
            here={`${path}${kept}`}
            level={2}
            verdict={result?.verdict ?? null}
            error={result?.error ?? null}
            after={
              <>
                <ButtonLink variant="primary" iconRight={ArrowRight} href={`${path}${kept}`}>
                  {t('learner:check.next')}
                </ButtonLink>
                <ButtonLink icon={RefreshCw} href={`${path}?${againQuery(skill, question.code)}`}>
                  {t('learner:check.again')}
                </ButtonLink>
              </>
            }
          />
        ) : (
          <Card>
            <CardBody>
              <EmptyState
                icon={Inbox}
                title={t('learner:practice.empty')}
                actions={
                  <ButtonLink variant="primary" href={`/courses/${course.code}`}>
                    {t('learner:practice.empty_back')}
                  </ButtonLink>
                }
              >
                {t('learner:practice.empty_text')}
              </EmptyState>
            </CardBody>
          </Card>
        )}
        {skills.length > 0 && <PracticeSkills path={path} all={all} skills={skills} chosen={skill} />}
      </div>
    </>
  );
}

function VerdictChip({ right }: { right: boolean }) {
  const { t } = useTranslation();
  return (
    <Chip kind={right ? 'met' : 'missing'} className="answer">
      {right ? t('learner:check.right') : t('learner:check.wrong')}
    </Chip>
  );
}

function againQuery(skill: string | null, question: string): string {
  return new URLSearchParams({ ...(skill ? { skill } : {}), question }).toString();
}
