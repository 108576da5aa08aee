import { useTranslation } from 'react-i18next';
import { formatTime } from '~/office/formats';
import { Icon } from '~/components/ui/icon';
import { CircleCheck, Clock, CloudOff, CloudUpload } from '~/components/ui/icons';
import { Mark } from '~/components/ui/mark';
import type { Exam } from './use-exam';

/** "30:28"; hours only where there are any. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = two(Math.floor(seconds / 60) % 60);
  return hours > 0 ? `${hours}:${minutes}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The head of the exam: what, who, whether everything is saved, how long is left. Nothing here leads out. */
export function ExamBar(props: {
  title: string;
  person: string;
  exam: Exam;
  ready: boolean;
  onSubmit: () => void;
}) {
  const { t } = useTranslation();
  const { title, person, exam, ready, onSubmit } = props;
  return (
    <header className="sticky top-0 z-20 border-b border-line-2 bg-surface">
      <div className="mx-auto flex max-w-[77.5rem] flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2">
        <div className="flex min-w-0 flex-1 basis-56 items-center gap-3">
          <Mark size={34} />
          <div className="min-w-0">
            <p className="text-body font-semibold">{title}</p>
            <p className="text-work text-ink-2">{person}</p>
          </div>
        </div>
        <div className="flex w-full items-stretch gap-2 sm:w-auto sm:gap-5">
          <SaveState exam={exam} ready={ready} />
          <Timer remaining={exam.remaining} offline={exam.offlineSince !== null} agreedAt={exam.agreedAt} />
        </div>
        <button type="button" className="btn btn-secondary hidden sm:inline-flex" onClick={onSubmit}>
          {t('exam:submit')}
        </button>
      </div>
      {exam.offlineSince !== null && <OfflineBanner exam={exam} />}
    </header>
  );
}

function SaveState({ exam, ready }: { exam: Exam; ready: boolean }) {
  const { t } = useTranslation();
  const count = exam.unsaved.size;
  if (!ready) {
    return (
      <StateBox tone="bg-cham-50 text-cham-800" icon={Clock} head={t('exam:opening')}>
        {t('exam:opening_text')}
      </StateBox>
    );
  }
  const isLost = count > 0 && (exam.offlineSince !== null || exam.signedOut || !exam.isSending);
  if (isLost) {
    return (
      <StateBox tone="bg-nghe-100 text-nghe" icon={CloudOff} head={t('exam:not_saved', { count })}>
        {t('exam:sends_itself')}
      </StateBox>
    );
  }
  if (count > 0) {
    const [position] = exam.unsaved;
    return (
      <StateBox tone="bg-cham-50 text-cham-800" icon={CloudUpload} head={t('exam:saving')}>
        {t('exam:question_n', { n: position })}
      </StateBox>
    );
  }
  return (
    <StateBox tone="bg-la-50 text-la" icon={CircleCheck} head={t('exam:saved')}>
      {exam.lastSavedAt === null
        ? t('exam:nothing_waits')
        : t('exam:at', { time: formatTime(exam.lastSavedAt) })}
    </StateBox>
  );
}

function StateBox(props: { tone: string; icon: typeof Clock; head: string; children: string }) {
  return (
    <div
      className={`flex min-w-0 flex-1 items-center gap-3 rounded-control px-3 py-1.5 sm:w-[11.875rem] ${props.tone}`}
      data-save-state=""
    >
      <Icon of={props.icon} size={20} className="shrink-0" />
      <div>
        <p className="text-body font-semibold">{props.head}</p>
        <p className="text-small">{props.children}</p>
      </div>
    </div>
  );
}

function Timer({ remaining, offline, agreedAt }: { remaining: number; offline: boolean; agreedAt: number }) {
  const { t } = useTranslation();
  const tone =
    remaining < 60_000
      ? 'border-son bg-son text-surface'
      : remaining < 300_000
        ? 'border-nghe-500 bg-nghe-100 text-nghe'
        : 'border-line-2 text-ink';
  const isCalm = remaining >= 300_000 && !offline;
  const label =
    remaining < 60_000
      ? t('exam:submits_itself')
      : remaining < 300_000
        ? t('exam:under_five')
        : offline
          ? t('exam:agreed_at', { time: formatTime(agreedAt) })
          : t('exam:left_by_server');
  return (
    <div
      className={`flex min-w-0 flex-1 items-center gap-3 rounded-control border px-3 py-1 sm:w-[13.625rem] ${tone}`}
      role="timer"
      aria-label={`${clockText(remaining)} ${label}`}
    >
      <Icon of={Clock} size={22} className="shrink-0" />
      <div>
        <p className="text-[1.375rem]/[1.75rem] font-semibold">{clockText(remaining)}</p>
        <p className="text-small">
          {isCalm ? (
            <>
              <span className="hidden sm:inline">{label}</span>
              <span className="sm:hidden">{t('exam:server_time')}</span>
            </>
          ) : (
            label
          )}
        </p>
      </div>
    </div>
  );
}

function OfflineBanner({ exam }: { exam: Exam }) {
  const { t } = useTranslation();
  return (
    <div className="border-t border-nghe-500 bg-nghe-100" role="status">
      <div className="mx-auto flex max-w-[77.5rem] flex-wrap items-start gap-3 px-4 py-3 text-nghe">
        <div className="min-w-0 flex-1 basis-72">
          <p className="font-semibold">
            {t(exam.diskFull ? 'exam:disk_full_since' : 'exam:offline_since', {
              time: formatTime(exam.offlineSince ?? 0),
            })}
          </p>
          <p className="text-label">{t(exam.diskFull ? 'exam:disk_full_text' : 'exam:offline_text')}</p>
        </div>
        <button type="button" className="btn btn-secondary btn-36" onClick={() => void exam.flush()}>
          {t('exam:try_again')}
        </button>
      </div>
    </div>
  );
}
