import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateItem } from '~/assessment/paper';
import { SkipLink } from '../frames/preferences';
import { SignInDialog, SubmitDialog, TakenOverDialog } from './dialogs';
import { ExamBar } from './exam-bar';
import { Navigator } from './navigator';
import { LETTERS, QuestionPanel, toggled } from './question-panel';
import { useExam, type ExamStart } from './use-exam';

export interface ExamPageProps {
  title: string;
  person: string;
  staffCode: string;
  points: string;
  items: CandidateItem[];
  start: ExamStart;
}

/** The exam itself. All answers and the clock live in useExam; this draws one question at a time. */
export function ExamPage({ title, person, staffCode, points, items, start }: ExamPageProps) {
  const { t } = useTranslation();
  const exam = useExam(start);
  const [current, setCurrent] = useState(() => firstOpen(start));
  const [asking, setAsking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  // Until the script runs nothing may be chosen: what is clicked before that would be seen, but never sent.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const form = useRef<HTMLFormElement>(null);
  const item = items[current - 1];

  const go = useCallback(
    (position: number) => {
      if (position < 1 || position > items.length) return;
      setCurrent(position);
      document.getElementById('question-title')?.focus();
    },
    [items.length],
  );

  const submit = useCallback(() => {
    setLeaving(true);
    // Not requestSubmit: nothing is to be validated, and the guard against double posts is on the server.
    form.current?.submit();
  }, []);

  // Time is up or the server has closed the attempt: the result page says what was kept.
  const isOver = exam.closed || exam.remaining <= 0;
  const waits = exam.unsaved.size > 0;
  useEffect(() => {
    if (!isOver || leaving) return;
    if (!waits || exam.closed) return submit();
    void exam.flush();
  }, [exam, isOver, leaving, submit, waits]);

  useKeys({ exam, item, go, isBusy: asking || exam.signedOut || exam.takenOver });

  if (!item) return null;
  return (
    <div className="min-h-screen bg-paper">
      <SkipLink label={t('common:skip')} />
      <ExamBar title={title} person={person} exam={exam} ready={ready} onSubmit={() => setAsking(true)} />
      <noscript>
        <p className="callout callout-son m-4">{t('exam:needs_script')}</p>
      </noscript>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid max-w-[77.5rem] gap-3 py-3 sm:gap-6 sm:px-4 sm:py-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
      >
        <QuestionPanel
          item={item}
          count={items.length}
          points={points}
          exam={exam}
          ready={ready}
          onMove={(by) => go(current + by)}
          onSubmit={() => setAsking(true)}
        />
        <Navigator
          positions={start.positions}
          current={current}
          exam={exam}
          onGo={go}
          onSubmit={() => setAsking(true)}
        />
      </main>
      <Announcer exam={exam} />
      <form ref={form} method="post" action={`/attempts/${start.publicId}/submit`} />
      {asking && !exam.signedOut && (
        <SubmitDialog
          positions={start.positions}
          exam={exam}
          onClose={() => setAsking(false)}
          onGo={go}
          onSubmit={submit}
        />
      )}
      {exam.takenOver && <TakenOverDialog publicId={start.publicId} />}
      {exam.signedOut && <SignInDialog exam={exam} staffCode={staffCode} />}
    </div>
  );
}

function firstOpen(start: ExamStart): number {
  return start.positions.find((position) => start.answers[position] == null) ?? 1;
}

function useKeys(input: {
  exam: ReturnType<typeof useExam>;
  item: CandidateItem | undefined;
  go: (position: number) => void;
  isBusy: boolean;
}): void {
  const { exam, item, go, isBusy } = input;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isBusy || !item || event.ctrlKey || event.metaKey || event.altKey) return;
      const { position } = item;
      const flagged = exam.flags[position] ?? false;
      const answer = exam.answers[position] ?? null;
      const letter = LETTERS.indexOf(event.key.toUpperCase());
      const option = event.key.length === 1 ? item.options[letter] : undefined;
      if (event.key === 'ArrowLeft') go(position - 1);
      else if (event.key === 'ArrowRight') go(position + 1);
      else if (option)
        exam.change(position, toggled(answer, option.token, item.type === 'multiple'), flagged);
      else if (event.key.toLowerCase() === 'f') exam.change(position, answer, !flagged);
      else return;
      // Left and right would otherwise also move within the radio group.
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [exam, go, isBusy, item]);
}

/** Speaks what sighted people notice: 10, 5 and 1 minutes left, and changes to and from "not saved". */
function Announcer({ exam }: { exam: ReturnType<typeof useExam> }) {
  const { t } = useTranslation();
  const mark = [1, 5, 10].find((minutes) => exam.remaining <= minutes * 60_000);
  const isLost = exam.unsaved.size > 0 && exam.offlineSince !== null;
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {mark === undefined ? '' : t('exam:minutes_left', { count: mark })}{' '}
      {isLost ? t('exam:not_saved', { count: exam.unsaved.size }) : ''}
    </div>
  );
}
