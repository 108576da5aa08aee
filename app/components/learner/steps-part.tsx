import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Check, Monitor } from '../ui/icons';
import type { LessonPart } from './data';

interface Props {
  part: Extract<LessonPart, { kind: 'steps' }>;
  /** Address of the section, without a fragment. */
  here: string;
}

/** An exercise at the reader's own computer: done, current, coming; one step is confirmed after the other. */
export function StepsPart({ part, here }: Props) {
  const { t } = useTranslation();
  const { key, title, steps, helpHtml, done } = part;
  const id = `steps-${key}`;
  const current = steps.findIndex((_, index) => !done.includes(index + 1)) + 1;
  return (
    <div className="prose-lesson">
      <section className="steps landing" id={id} tabIndex={-1} aria-labelledby={`${id}-title`}>
        <header>
          <Icon of={Monitor} size={20} />
          <h3 id={`${id}-title`}>{title}</h3>
          <span>{t('learner:lesson.steps_done', { done: done.length, count: steps.length })}</span>
        </header>
        <ol>
          {steps.map((html, index) => {
            const step = index + 1;
            const isDone = done.includes(step);
            return (
              <li key={step} className={isDone ? 'done' : step === current ? 'current' : undefined}>
                {isDone && <span className="sr-only">{t('learner:step_state.done')}: </span>}
                {/* Sanitised when the content was read. */}
                <div dangerouslySetInnerHTML={{ __html: html }} />
                {step === current && (
                  <div className="no-print mt-2.5 flex flex-wrap items-start gap-x-4 gap-y-2 font-normal">
                    <form method="post" action={`${here}#${id}`}>
                      <input type="hidden" name="intent" value="step" />
                      <input type="hidden" name="exercise" value={key} />
                      <Button name="step" value={step} icon={Check}>
                        {t('learner:lesson.step_done')}
                      </Button>
                    </form>
                    {helpHtml !== null && (
                      <details className="disclosure step-help">
                        <summary className="min-h-11">{t('learner:lesson.step_help')}</summary>
                        <div className="prose-lesson" dangerouslySetInnerHTML={{ __html: helpHtml }} />
                      </details>
                    )}
                  </div>
                )}
              </li>
            );
          })}
        </ol>
      </section>
    </div>
  );
}
