import { useTranslation } from 'react-i18next';
import type { CandidateItem } from '~/assessment/paper';
import { formatTime } from '~/office/formats';
import { Icon } from '~/components/ui/icon';
import { ArrowLeft, ArrowRight, CircleCheck, CloudOff, CloudUpload, Flag } from '~/components/ui/icons';
import type { Exam } from './use-exam';

export const LETTERS = 'ABCDEFGHIJ';

interface Props {
  item: CandidateItem;
  count: number;
  points: string;
  exam: Exam;
  /** The script runs: choices are taken from now on. */
  ready: boolean;
  onMove: (by: number) => void;
  onSubmit: () => void;
}

/** One question: the stem, its options, its own save time, and the way to the next. */
export function QuestionPanel({ item, count, points, exam, ready, onMove, onSubmit }: Props) {
  const { t } = useTranslation();
  const { position } = item;
  const answer = exam.answers[position] ?? null;
  const flagged = exam.flags[position] ?? false;
  const isLast = position === count;
  return (
    <section className="card min-w-0" aria-labelledby="question-title">
      <div className="card-body">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1
            id="question-title"
            className="text-[1.375rem]/[1.875rem] font-semibold outline-none"
            tabIndex={-1}
          >
            {t('exam:question_head', { n: position })}
            <span className="font-normal text-ink-2"> / {count}</span>
          </h1>
          <div className="flex items-center gap-2">
            <span className="text-work text-ink-2">{points}</span>
            <button
              type="button"
              className="btn btn-secondary btn-36"
              aria-pressed={flagged}
              aria-keyshortcuts="F"
              onClick={() => exam.change(position, answer, !flagged)}
            >
              <Icon of={Flag} size={16} />
              {t('exam:flag')}
            </button>
          </div>
        </div>
        <fieldset className="mt-4" lang={item.lang} disabled={!ready} aria-busy={!ready}>
          <legend className="exam-words max-w-measure text-stem font-normal whitespace-pre-line">
            {item.stem}
          </legend>
          <p className="mt-1 mb-4 text-work text-ink-2">
            {item.type === 'multiple' ? t('exam:choose_all') : t('exam:choose_single')}
          </p>
          <Options item={item} answer={answer} onChoose={(next) => exam.change(position, next, flagged)} />
        </fieldset>
        <div className="mt-4 flex flex-wrap items-center justify-between gap-3 text-work">
          <SavedLine exam={exam} position={position} />
          <button
            type="button"
            className={`btn btn-quiet btn-36 ml-auto ${answer === null ? 'invisible' : ''}`}
            onClick={() => {
              exam.change(position, null, flagged);
              // The button goes: the focus stays with its question.
              document.getElementById('question-title')?.focus();
            }}
          >
            {t('exam:clear')}
          </button>
        </div>
        <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
          <button
            type="button"
            className="btn btn-secondary flex-1 sm:flex-none"
            disabled={!ready || position === 1}
            onClick={() => onMove(-1)}
          >
            <Icon of={ArrowLeft} />
            {t('exam:previous')}
          </button>
          <p className="hidden text-work text-ink-3 lg:block">
            {t('exam:keys')} <kbd className="kbd">A</kbd>–<kbd className="kbd">D</kbd> {t('exam:keys_choose')}{' '}
            <kbd className="kbd">F</kbd> {t('exam:keys_flag')} <kbd className="kbd">←</kbd>{' '}
            <kbd className="kbd">→</kbd> {t('exam:keys_move')}
          </p>
          {isLast ? (
            <button type="button" className="btn btn-primary flex-1 sm:flex-none" onClick={onSubmit}>
              {t('exam:submit')}
            </button>
          ) : (
            <button type="button" className="btn btn-primary flex-1 sm:flex-none" onClick={() => onMove(1)}>
              {t('exam:next')}
              <Icon of={ArrowRight} />
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

function Options(props: {
  item: CandidateItem;
  answer: string[] | null;
  onChoose: (answer: string[] | null) => void;
}) {
  const { t } = useTranslation();
  const { item, answer, onChoose } = props;
  const isMultiple = item.type === 'multiple';
  return (
    <div className="grid gap-2.5">
      {item.options.map((option, index) => {
        const id = `q${item.position}-${option.token}`;
        const isChosen = answer?.includes(option.token) ?? false;
        return (
          <div className="option" key={option.token}>
            <input
              id={id}
              type={isMultiple ? 'checkbox' : 'radio'}
              className={isMultiple ? 'checkbox' : 'radio'}
              name={`q${item.position}`}
              checked={isChosen}
              onChange={() => onChoose(toggled(answer, option.token, isMultiple))}
            />
            <label htmlFor={id} className="option-box">
              <b className="w-4 shrink-0">{LETTERS[index]}</b>
              <span className="text-option">
                {option.fixed === 'true'
                  ? t('exam:true')
                  : option.fixed === 'false'
                    ? t('exam:false')
                    : option.text}
              </span>
            </label>
          </div>
        );
      })}
    </div>
  );
}

/** The answer after pressing an option: replaces in single choice, switches in multiple; nothing chosen is null. */
export function toggled(answer: string[] | null, token: string, isMultiple: boolean): string[] | null {
  if (!isMultiple) return [token];
  const chosen = answer ?? [];
  const next = chosen.includes(token) ? chosen.filter((other) => other !== token) : [...chosen, token];
  return next.length > 0 ? next : null;
}

function SavedLine({ exam, position }: { exam: Exam; position: number }) {
  const { t } = useTranslation();
  if (exam.unsaved.has(position)) {
    const lost = exam.offlineSince !== null || exam.signedOut;
    return (
      <p className={`flex items-center gap-2 font-semibold ${lost ? 'text-nghe' : 'text-cham-800'}`}>
        <Icon of={lost ? CloudOff : CloudUpload} />
        {lost ? t('exam:this_not_saved') : t('exam:saving')}
      </p>
    );
  }
  const at = exam.savedAt[position];
  if (at === undefined && exam.answers[position] == null) {
    return <p className="text-ink-3">{t('exam:not_answered')}</p>;
  }
  return (
    <p className="flex items-center gap-2 font-semibold text-la">
      <Icon of={CircleCheck} />
      {at === undefined ? t('exam:saved') : t('exam:saved_at', { time: formatTime(at) })}
    </p>
  );
}
