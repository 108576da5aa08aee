import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '~/styles/learner.css';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardBody, CardHead } from '../ui/card';
import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { CircleCheck, CircleX, Lightbulb, ListChecks } from '../ui/icons';
import type { AnswerError, Question, Verdict } from './data';

interface Props {
  question: Question;
  title: string;
  aside?: ReactNode;
  /** Where the answer goes; the card's own fragment is added. */
  here: string;
  /** Heading level of the card. */
  level: 2 | 3;
  verdict: Verdict | null;
  error: AnswerError | null;
  /** After the explanation: a link to what to read, the way on. */
  reread?: ReactNode;
  after?: ReactNode;
}

export function questionId(code: string): string {
  return `check-${code}`;
}

/** A question that is answered on the spot: a plain post that comes back here with what was right, and why. */
export function QuestionCard(props: Props) {
  const { question, title, aside, level, verdict, reread, after } = props;
  const id = questionId(question.code);
  return (
    <div id={id} tabIndex={-1} className="landing">
      <Card labelledBy={`${id}-title`} className="border-line-2">
        <CardHead
          id={`${id}-title`}
          icon={ListChecks}
          level={level}
          ground="sunk"
          density="work"
          className="py-3 sm:px-5"
          aside={aside && <span className="text-ink-2">{aside}</span>}
        >
          {title}
        </CardHead>
        <CardBody className="text-option sm:px-5 sm:py-4">
          {verdict ? <Answered verdict={verdict} reread={reread} /> : <Asked {...props} />}
          {verdict && after && <div className="no-print mt-4 flex flex-wrap gap-2">{after}</div>}
        </CardBody>
      </Card>
    </div>
  );
}

function Asked({ question, here, error }: Props) {
  const { t } = useTranslation();
  const { code, type, stem, options } = question;
  const id = questionId(code);
  const isMultiple = type === 'multiple';
  return (
    <form method="post" action={`${here}#${id}`}>
      <input type="hidden" name="intent" value="answer" />
      <input type="hidden" name="question" value={code} />
      <fieldset aria-describedby={error ? `${id}-error` : undefined}>
        <legend className="font-semibold whitespace-pre-line">{stem}</legend>
        {isMultiple && <p className="mt-1 text-work text-ink-2">{t('learner:check.choose_all')}</p>}
        <div className="mt-3 grid gap-2">
          {options.map((option) => (
            <div className="option" key={option.id}>
              <input
                id={`${code}-${option.id}`}
                type={isMultiple ? 'checkbox' : 'radio'}
                className={isMultiple ? 'checkbox' : 'radio'}
                name="answer"
                value={option.id}
              />
              <label htmlFor={`${code}-${option.id}`} className="option-box">
                <OptionText option={option} />
              </label>
            </div>
          ))}
        </div>
        {error && (
          <p className="error" id={`${id}-error`}>
            <Icon of={CircleX} size={16} />
            {t(`learner:check.error.${error}`)}
          </p>
        )}
      </fieldset>
      <Button variant="primary" className="no-print mt-4" busyLabel={t('learner:check.busy')}>
        {t('learner:check.submit')}
      </Button>
    </form>
  );
}

function Answered({ verdict, reread }: { verdict: Verdict; reread: ReactNode }) {
  const { t } = useTranslation();
  const { question, chosen, rightOptions, explanation, right } = verdict;
  return (
    <>
      <p className="font-semibold whitespace-pre-line">{question.stem}</p>
      <p className="sr-only">{right ? t('learner:check.right') : t('learner:check.wrong')}</p>
      <ul className="mt-3 grid gap-2">
        {question.options.map((option) => {
          const isChosen = chosen.includes(option.id);
          const isRight = rightOptions.includes(option.id);
          const tone = isRight ? 'answered-right' : isChosen ? 'answered-wrong' : undefined;
          return (
            <li key={option.id} className={classNames('answered', tone)}>
              <span
                className={question.type === 'multiple' ? 'picked picked-box' : 'picked'}
                data-picked={isChosen || undefined}
              />
              <span className="min-w-0 flex-1 basis-48">
                <OptionText option={option} />
              </span>
              <Sign chosen={isChosen} right={isRight} />
            </li>
          );
        })}
      </ul>
      <Callout kind="note" icon={Lightbulb} className="answer mt-3">
        <p className="text-option">
          {explanation} {!right && reread}
        </p>
      </Callout>
    </>
  );
}

function Sign({ chosen, right }: { chosen: boolean; right: boolean }) {
  const { t } = useTranslation();
  if (!chosen && !right) return null;
  return (
    <span className={classNames('answered-sign answer', right ? 'text-la' : 'text-son')}>
      <Icon of={right ? CircleCheck : CircleX} size={17} />
      {!right
        ? t('learner:check.chosen_wrong')
        : chosen
          ? t('learner:check.chosen_right')
          : t('learner:check.key')}
    </span>
  );
}

function OptionText({ option }: { option: { id: string; text: string } }) {
  const { t } = useTranslation();
  if (option.text !== '') return option.text;
  return option.id === 'true' ? t('learner:check.true') : t('learner:check.false');
}
