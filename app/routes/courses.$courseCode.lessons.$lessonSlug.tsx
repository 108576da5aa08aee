import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { AppError } from '~/access/errors';
import { answerErrorOf } from '~/components/learner/answer-error';
import { LessonArticle } from '~/components/learner/lesson-article';
import { LessonOutline, SectionList } from '~/components/learner/lesson-outline';
import { LessonBar, LessonTools } from '~/components/learner/lesson-tools';
import { answer, preferencesOf, redirectWithFlash, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { answerCheck, completeSection, getLesson, markStep } from '~/learning/lessons.server';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'learner', nav: 'courses' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  return answer(() => {
    const lesson = getLesson(ctx, { ...addressOf(args), lang });
    const { t } = i18nFor(lang);
    const title = t('learner:lesson.section_name', { n: lesson.section.number, title: lesson.section.title });
    return { lesson, title: t('common:page_title', { title: `${title} · ${lesson.lesson.title}` }) };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  const { courseCode, slug, section } = addressOf(args);
  const form = await args.request.formData();
  const field = (name: string) => String(form.get(name) ?? '');
  const path = `/courses/${courseCode}/lessons/`;
  return answer(() => {
    // Also says that the course, the lesson and the section are there.
    const { section: page, lesson } = getLesson(ctx, { courseCode, slug, lang, section });
    switch (field('intent')) {
      case 'done': {
        const { next } = completeSection(ctx, { courseCode, slug: lesson.slug, section: page.number });
        const to = next ? `${path}${next.slug}?section=${next.section}` : `/courses/${courseCode}`;
        return redirectWithFlash(args.context, to, { key: 'section_done' });
      }
      case 'step': {
        const key = field('exercise');
        markStep(ctx, { courseCode, slug, key, step: wholeNumber(field('step')) });
        return redirect(`${path}${slug}?section=${page.number}#steps-${key}`);
      }
      case 'answer': {
        const code = field('question');
        const isHere = page.parts.some((part) => part.kind === 'check' && part.question.code === code);
        if (!isHere) throw new AppError('not_found', { question: code });
        try {
          const verdict = answerCheck(ctx, {
            questionCode: code,
            answer: form.getAll('answer').map(String),
            lang,
          });
          return data({ verdict, error: null });
        } catch (error) {
          const refused = answerErrorOf(error);
          if (!refused) throw error;
          return data({ verdict: null, error: { question: code, code: refused } }, { status: 400 });
        }
      }
      default:
        throw new AppError('invalid_input');
    }
  });
}

/** Without ?section= the place where I stopped; a number that no section has is not found. */
function addressOf({ params, request }: LoaderFunctionArgs | ActionFunctionArgs) {
  const text = new URL(request.url).searchParams.get('section');
  return {
    courseCode: params.courseCode ?? '',
    slug: params.lessonSlug ?? '',
    ...(text === null ? {} : { section: wholeNumber(text) }),
  };
}

/** 0 for anything but a short whole number. */
function wholeNumber(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : 0;
}

export default function LessonPage() {
  const { lesson } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <LessonBar lesson={lesson} />
      <div className="lesson-grid">
        <div className="lesson-outline">
          <LessonOutline lesson={lesson} />
        </div>
        <LessonArticle lesson={lesson} verdict={result?.verdict ?? null} error={result?.error ?? null} />
        <div className="lesson-side">
          <div className="section-nav">
            <SectionList lesson={lesson} />
          </div>
          <LessonTools placeKeptAt={lesson.placeKeptAt} />
        </div>
      </div>
    </>
  );
}
