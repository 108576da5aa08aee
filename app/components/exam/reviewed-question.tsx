import { useTranslation } from 'react-i18next';
import type { ReviewItem, ReviewOption } from '~/assessment/paper';
import { Callout } from '../ui/callout';
import { Card, CardBody } from '../ui/card';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { CircleCheck, CircleX, Lightbulb } from '../ui/icons';
import { LETTERS } from './question-panel';

/** A question after the exam: what was chosen, what was right, and why; words and signs, not colour alone. */
export function ReviewedQuestion({ item }: { item: ReviewItem }) {
  const { t } = useTranslation();
  return (
    <Card labelledBy={`question-${item.position}`}>
      <CardBody>
        <div className="mb-2 flex flex-wrap items-center gap-3">
          <h2 id={`question-${item.position}`} className="text-work-heading">
            {t('exam:question_head', { n: item.position })}
          </h2>
          <Chip kind={item.right ? 'met' : 'missing'}>
            {item.right
              ? t('exam:review.right')
              : item.answered
                ? t('exam:review.wrong')
                : t('exam:not_answered')}
          </Chip>
        </div>
        <div lang={item.lang}>
          <p className="exam-words text-stem whitespace-pre-line">{item.stem}</p>
          <ul className="mt-3 grid gap-2">
            {item.options.map((option, index) => (
              <li key={option.token} className={`reviewed ${toneOf(option)}`}>
                <b className="w-4 shrink-0">{LETTERS[index]}</b>
                <span className="min-w-0 flex-1 basis-48">
                  {option.fixed === 'true'
                    ? t('exam:true')
                    : option.fixed === 'false'
                      ? t('exam:false')
                      : option.text}
                </span>
                <Sign option={option} />
              </li>
            ))}
          </ul>
          {item.explanation && (
            <Callout kind="note" icon={Lightbulb} className="mt-3">
              <p>{item.explanation}</p>
            </Callout>
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function toneOf({ right, chosen }: ReviewOption): string {
  if (right) return 'reviewed-right';
  return chosen ? 'reviewed-wrong' : '';
}

function Sign({ option }: { option: ReviewOption }) {
  const { t } = useTranslation();
  if (!option.right && !option.chosen) return null;
  const word = option.right
    ? option.chosen
      ? t('exam:review.chosen_right')
      : t('exam:review.key')
    : t('exam:review.chosen_wrong');
  return (
    <span
      className={`flex shrink-0 items-center gap-1.5 text-work font-semibold ${option.right ? 'text-la' : 'text-son'}`}
    >
      <Icon of={option.right ? CircleCheck : CircleX} size={16} />
      {word}
    </span>
  );
}
