import { useTranslation } from 'react-i18next';
import '~/styles/learner.css';
import '~/styles/lesson-page.css';
import { Button, ButtonLink } from '../ui/button';
import { ArrowLeft, ArrowRight, RefreshCw } from '../ui/icons';
import type { AnswerError, Lesson, LessonPart, Verdict } from './data';
import { QuestionCard, questionId } from './question-card';
import { StepsPart } from './steps-part';

interface Props {
  lesson: Lesson;
  /** What was answered just now, or what is wrong with the answer. */
  verdict: Verdict | null;
  error: { question: string; code: AnswerError } | null;
}

/** One section of a lesson, its exercises and checks, and the way on. */
export function LessonArticle({ lesson: page, verdict, error }: Props) {
  const { t } = useTranslation();
  const { lesson, sections, section } = page;
  const here = sectionPath(page, section.number);
  const checks = section.parts.flatMap((part) => (part.kind === 'check' ? [part.question.code] : []));
  return (
    <article className="lesson-article">
      <p className="text-work text-ink-2">
        {t('learner:lesson.head', {
          n: lesson.ordinal,
          section: section.number,
          count: sections.length,
          versions: lesson.versions,
        })}
      </p>
      <h1 className="text-lesson-title">{lesson.title}</h1>
      <h2 id="section" tabIndex={-1} className="landing mt-4 mb-2.5 text-[1.375rem]/[2.0625rem]">
        {t('learner:lesson.section_name', { n: section.number, title: section.title })}
      </h2>
      <div className="grid gap-6">
        {section.parts.map((part, index) => (
          <Part
            key={index}
            part={part}
            here={here}
            checks={checks}
            verdict={part.kind === 'check' && verdict?.question.code === part.question.code ? verdict : null}
            error={part.kind === 'check' && error?.question === part.question.code ? error.code : null}
          />
        ))}
      </div>
      <Around lesson={page} />
    </article>
  );
}

interface PartProps {
  part: LessonPart;
  here: string;
  checks: string[];
  verdict: Verdict | null;
  error: AnswerError | null;
}

function Part({ part, here, checks, verdict, error }: PartProps) {
  const { t } = useTranslation();
  // Sanitised when the content was read.
  if (part.kind === 'html')
    return <div className="prose-lesson" dangerouslySetInnerHTML={{ __html: part.html }} />;
  if (part.kind === 'steps') return <StepsPart part={part} here={here} />;
  const { code } = part.question;
  const at = checks.indexOf(code);
  const next = checks[at + 1];
  return (
    <QuestionCard
      question={part.question}
      title={t('learner:check.title')}
      aside={
        checks.length > 1
          ? t('learner:check.aside_of', { n: at + 1, count: checks.length })
          : t('learner:check.aside')
      }
      here={here}
      level={3}
      verdict={verdict}
      error={error}
      reread={<a href="#section">{t('learner:check.reread')}</a>}
      after={
        <>
          {next && (
            <ButtonLink variant="primary" href={`#${questionId(next)}`}>
              {t('learner:check.next')}
            </ButtonLink>
          )}
          {/* Another query, or the browser would only jump to the fragment. */}
          <ButtonLink icon={RefreshCw} href={`${here}&again=${encodeURIComponent(code)}#${questionId(code)}`}>
            {t('learner:check.again')}
          </ButtonLink>
        </>
      }
    />
  );
}

/** Back is a link, on is a post: it says that this section was read to its end. */
function Around({ lesson: page }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const { course, lesson, section, outline, previous, next } = page;
  const previousLesson = previous && outline.find(({ slug }) => slug === previous.slug)?.ordinal;
  return (
    <div className="no-print mt-8 flex flex-col gap-3 sm:flex-row sm:justify-between">
      {previous ? (
        <ButtonLink
          icon={ArrowLeft}
          className="sm:shrink-0"
          href={`/courses/${course.code}/lessons/${previous.slug}?section=${previous.section}`}
        >
          {previous.slug === lesson.slug
            ? t('learner:lesson.back_section', { n: previous.section })
            : t('learner:lesson.back_lesson', { n: previousLesson })}
        </ButtonLink>
      ) : (
        <span />
      )}
      <form method="post" action={sectionPath(page, section.number)} className="grid">
        <input type="hidden" name="intent" value="done" />
        <Button variant="primary" iconRight={ArrowRight} busyLabel={t('learner:lesson.saving')}>
          {!next
            ? t('learner:lesson.finish')
            : next.slug === lesson.slug
              ? t('learner:lesson.on_section', { n: next.section, title: next.sectionTitle ?? '' })
              : t('learner:lesson.on_lesson', {
                  n: outline.find(({ slug }) => slug === next.slug)?.ordinal,
                  title: next.lessonTitle,
                })}
        </Button>
      </form>
    </div>
  );
}

function sectionPath({ course, lesson }: Lesson, section: number): string {
  return `/courses/${course.code}/lessons/${lesson.slug}?section=${section}`;
}
