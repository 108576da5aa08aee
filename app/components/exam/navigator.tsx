import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '~/components/ui/icon';
import { CloudOff, Flag } from '~/components/ui/icons';
import type { Exam } from './use-exam';

/** All questions with their states; each state is a shape as well as a colour, and its name is spoken. */
export function Navigator(props: {
  positions: number[];
  current: number;
  exam: Exam;
  onGo: (position: number) => void;
  onSubmit: () => void;
}) {
  const { t } = useTranslation();
  const { positions, current, exam, onGo, onSubmit } = props;
  const answered = positions.filter((position) => exam.answers[position] != null).length;
  const flagged = positions.filter((position) => exam.flags[position]).length;
  return (
    <nav className="card self-start" aria-labelledby="navigator-title">
      <div className="card-body">
        <div className="mb-4 flex items-baseline justify-between gap-3">
          <h2 id="navigator-title" className="text-work-heading font-semibold">
            {t('exam:questions')}
          </h2>
          <span className="text-work text-ink-2">
            {t('exam:answered_of', { answered, count: positions.length })}
          </span>
        </div>
        <ol className="grid grid-cols-6 gap-2">
          {positions.map((position) => (
            <li key={position}>
              <Cell
                position={position}
                current={position === current}
                answered={exam.answers[position] != null}
                flagged={exam.flags[position] ?? false}
                unsaved={exam.unsaved.has(position)}
                onGo={onGo}
              />
            </li>
          ))}
        </ol>
        <dl className="mt-5 grid gap-2 border-t border-line pt-4 text-work">
          <Legend cell={<Shape answered />} word={t('exam:state.answered')} n={answered} />
          <Legend cell={<Shape />} word={t('exam:state.open')} n={positions.length - answered} />
          <Legend cell={<Shape answered flagged />} word={t('exam:state.flagged')} n={flagged} />
          <Legend cell={<Shape unsaved />} word={t('exam:state.unsaved')} n={exam.unsaved.size} />
        </dl>
        <button type="button" className="btn btn-secondary mt-5 w-full sm:hidden" onClick={onSubmit}>
          {t('exam:submit')}
        </button>
      </div>
    </nav>
  );
}

interface CellStates {
  answered?: boolean;
  flagged?: boolean;
  unsaved?: boolean;
}

function Cell(props: CellStates & { position: number; current: boolean; onGo: (position: number) => void }) {
  const { t } = useTranslation();
  const { position, current, answered, flagged, unsaved, onGo } = props;
  const states = [
    answered ? t('exam:state.answered') : t('exam:state.open'),
    ...(flagged ? [t('exam:state.flagged')] : []),
    ...(unsaved ? [t('exam:state.unsaved')] : []),
  ];
  return (
    <button
      type="button"
      className={`exam-cell ${shapeClass(props)} ${current ? 'exam-cell-current' : ''}`}
      aria-current={current ? 'step' : undefined}
      aria-label={`${t('exam:question_head', { n: position })}: ${states.join(', ')}`}
      onClick={() => onGo(position)}
    >
      {position}
      <Tags flagged={flagged} unsaved={unsaved} />
    </button>
  );
}

const shapeClass = ({ answered, unsaved }: CellStates) =>
  unsaved ? 'exam-cell-unsaved' : answered ? 'exam-cell-answered' : '';

function Tags({ flagged, unsaved }: CellStates) {
  return (
    <>
      {flagged && (
        <span className="exam-cell-flag">
          <Icon of={Flag} size={10} />
        </span>
      )}
      {unsaved && (
        <span className="exam-cell-cloud">
          <Icon of={CloudOff} size={10} />
        </span>
      )}
    </>
  );
}

function Shape(states: CellStates) {
  return (
    <span className={`exam-cell exam-cell-small ${shapeClass(states)}`} aria-hidden="true">
      <Tags {...states} />
    </span>
  );
}

function Legend({ cell, word, n }: { cell: ReactNode; word: string; n: number }) {
  return (
    <div className="flex items-center gap-3">
      {cell}
      <dt className="flex-1">{word}</dt>
      <dd className="font-semibold">{n}</dd>
    </div>
  );
}
