import { useLayoutEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Icon } from '~/components/ui/icon';
import { CircleCheck, CircleDashed, CloudOff, Flag, type LucideIcon } from '~/components/ui/icons';
import { clockText } from './exam-bar';
import type { Exam } from './use-exam';

/** A modal that takes the focus; Escape is the safe way out where there is one. */
function Modal(props: { labelledBy: string; onCancel?: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  // In the layout phase: closed before it leaves the document, a dialog gives the focus back to where it came from.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className="exam-dialog"
      aria-labelledby={props.labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel?.();
      }}
    >
      {props.children}
    </dialog>
  );
}

/** Submitting cannot be undone: counts, links back to what is open, and the safe button first. */
export function SubmitDialog(props: {
  positions: number[];
  exam: Exam;
  onClose: () => void;
  onGo: (position: number) => void;
  onSubmit: () => void;
}) {
  const { t } = useTranslation();
  const { positions, exam, onClose, onGo, onSubmit } = props;
  const open = positions.filter((position) => exam.answers[position] == null);
  const flagged = positions.filter((position) => exam.flags[position]);
  const saved = positions.filter((p) => exam.answers[p] != null && !exam.unsaved.has(p)).length;
  const waits = exam.unsaved.size > 0;
  const go = (position: number) => {
    // Closed first: a modal keeps the focus from what lies behind it.
    flushSync(onClose);
    onGo(position);
  };
  return (
    <Modal labelledBy="submit-title" onCancel={onClose}>
      <h2 id="submit-title" className="text-heading font-semibold">
        {t('exam:submit_question', { time: clockText(exam.remaining) })}
      </h2>
      <p className="mt-2">{t('exam:submit_final')}</p>
      <dl className="mt-4 divide-y divide-line rounded-control border border-line">
        <Row chip="chip-la" icon={CircleCheck} word={t('exam:answered_and_saved')}>
          <b>{t('exam:count_questions', { count: saved })}</b>
        </Row>
        <Row chip="chip-nghe" icon={CircleDashed} word={t('exam:state.open')}>
          <Links positions={open} onGo={go} />
        </Row>
        <Row chip="chip-mute" icon={Flag} word={t('exam:flagged')}>
          <Links positions={flagged} onGo={go} />
        </Row>
        {waits && (
          <Row chip="chip-nghe" icon={CloudOff} word={t('exam:not_saved', { count: exam.unsaved.size })}>
            <b>{t('exam:sent_first')}</b>
          </Row>
        )}
      </dl>
      <p className="mt-3 text-work text-ink-2">{t('exam:open_counts_nothing')}</p>
      <div className="mt-5 flex flex-wrap justify-end gap-3">
        <button type="button" data-first="" className="btn btn-secondary" onClick={onClose}>
          {t('exam:go_on')}
        </button>
        <button
          type="button"
          className="btn btn-primary"
          aria-disabled={waits}
          onClick={() => !waits && onSubmit()}
        >
          {t('exam:submit')}
        </button>
      </div>
    </Modal>
  );
}

function Row(props: { chip: string; icon: LucideIcon; word: string; children: ReactNode }) {
  const { chip, icon, word, children } = props;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2.5">
      <dt>
        <span className={`chip ${chip}`}>
          <Icon of={icon} size={16} />
          {word}
        </span>
      </dt>
      <dd className="ml-auto text-right">{children}</dd>
    </div>
  );
}

function Links({ positions, onGo }: { positions: number[]; onGo: (position: number) => void }) {
  const { t } = useTranslation();
  if (positions.length === 0) return <span className="text-ink-2">{t('exam:none')}</span>;
  return (
    <span className="flex flex-wrap justify-end gap-x-2.5">
      {positions.map((position, index) => (
        <button
          key={position}
          type="button"
          className="link min-h-6 min-w-6"
          aria-label={t('exam:question_head', { n: position })}
          onClick={() => onGo(position)}
        >
          {index === 0 ? t('exam:question_head', { n: position }) : position}
        </button>
      ))}
    </span>
  );
}

/** The session ended in mid-exam: sign in again in place; the paper stays as it is behind this. */
export function SignInDialog({ exam, staffCode }: { exam: Exam; staffCode: string }) {
  const { t } = useTranslation();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** The account has a second factor: its code is asked for beside the password. */
  const [asksCode, setAsksCode] = useState(false);
  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const typed = new FormData(event.currentTarget);
    const form = new URLSearchParams({ name: staffCode, password: String(typed.get('password') ?? '') });
    if (asksCode) form.set('code', String(typed.get('code') ?? ''));
    try {
      const response = await fetch('/sign-in/in-place', { method: 'POST', body: form });
      if (response.ok) return exam.resume();
      const { code, seconds } = (await response.json()) as { code?: string; seconds?: number };
      if (code === 'factor_required') setAsksCode(true);
      else if (code === 'wrong_factor' && !seconds) setError(t('exam:wrong_code'));
      else setError(seconds ? t('exam:wrong_password_wait', { seconds }) : t('exam:wrong_password'));
    } catch {
      setError(t('exam:no_line'));
    }
    setBusy(false);
  };
  return (
    <Modal labelledBy="sign-in-title">
      <h2 id="sign-in-title" className="text-heading font-semibold">
        {t('exam:sign_in_again')}
      </h2>
      <p className="mt-2 text-label">
        {t('exam:sign_in_text', { count: exam.unsaved.size, time: clockText(exam.remaining) })}
      </p>
      <form className="mt-4 grid gap-4" onSubmit={(event) => void signIn(event)}>
        <div className="field">
          <label className="label" htmlFor="again-password">
            {t('exam:password_of', { code: staffCode })}
          </label>
          <input
            id="again-password"
            name="password"
            type="password"
            autoComplete="current-password"
            className="input"
            data-first=""
            required
            maxLength={200}
            aria-invalid={error !== null}
            aria-describedby={error ? 'again-error' : undefined}
          />
        </div>
        {asksCode && (
          <div className="field">
            <label className="label" htmlFor="again-code">
              {t('exam:factor_code')}
            </label>
            <input
              id="again-code"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              className="input"
              autoFocus
              required
              maxLength={20}
              aria-describedby={error ? 'again-error' : undefined}
            />
          </div>
        )}
        {error && (
          <p id="again-error" className="error" role="alert">
            {error}
          </p>
        )}
        <button type="submit" className="btn btn-primary w-full" disabled={busy}>
          {t('exam:sign_in_and_go_on')}
        </button>
      </form>
    </Modal>
  );
}

/** The attempt was opened in another window: this one turns read-only and says why. */
export function TakenOverDialog({ publicId }: { publicId: string }) {
  const { t } = useTranslation();
  return (
    <Modal labelledBy="taken-over-title">
      <h2 id="taken-over-title" className="text-heading font-semibold">
        {t('exam:taken_over')}
      </h2>
      <p className="mt-2 text-label">{t('exam:taken_over_text')}</p>
      <a href={`/attempts/${publicId}`} data-first="" className="btn btn-primary mt-5 w-full">
        {t('exam:take_back')}
      </a>
    </Modal>
  );
}
