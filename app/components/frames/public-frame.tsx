import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names';
import { Brand } from '../ui/mark';
import { Toasts } from '../ui/toast';
import type { FrameLabels, FrameProps } from './frame';
import { LanguageForm, SkipLink } from './preferences';

export interface PublicFrameProps extends Pick<
  FrameProps,
  'lang' | 'province' | 'here' | 'children' | 'toasts'
> {
  labels: Pick<FrameLabels, 'skip' | 'otherLanguage'>;
  homeTo?: string;
  /** The dark panel of help beside the one task of the page (sign-in). */
  aside?: ReactNode;
}

/** Mark, province, the other language; nothing else, so that a stranger sees only what was asked. */
export function PublicFrame({ aside, toasts, children, ...bar }: PublicFrameProps) {
  const main = (
    <main id="main" tabIndex={-1} className="px-5 pb-10 pt-4 sm:px-8 lg:pt-8">
      {children}
    </main>
  );
  return (
    <>
      <SkipLink label={bar.labels.skip} />
      {aside == null ? (
        <>
          <Bar {...bar} look="top-bar" row="mx-auto max-w-learner px-5 sm:px-8" />
          {main}
        </>
      ) : (
        <div className="flex min-h-screen flex-col lg:flex-row">
          <div className="flex-1 bg-surface">
            <Bar {...bar} row="px-5 pt-1 sm:px-8 lg:px-14 lg:pt-5.75" />
            {main}
          </div>
          <aside className="on-dark bg-cham-900 px-5 py-8 text-on-dark-2 sm:px-8 lg:w-130 lg:shrink-0 lg:px-14 lg:py-22">
            {aside}
          </aside>
        </div>
      )}
      {toasts && <Toasts>{toasts}</Toasts>}
    </>
  );
}

type BarProps = Omit<PublicFrameProps, 'children' | 'aside' | 'toasts'> & { look?: string; row: string };

function Bar({ lang, province, labels, here, homeTo = '/', look, row }: BarProps) {
  return (
    <header className={look}>
      <div className={classNames('flex min-h-16.75 flex-wrap items-center gap-x-3', row)}>
        <Brand to={homeTo} />
        <span className="hidden border-l border-line-2 pl-2.5 text-small text-ink-3 first-letter:uppercase sm:inline-block">
          {province}
        </span>
        <div className="ml-auto">
          <LanguageForm lang={lang} labels={labels} here={here} />
        </div>
      </div>
    </header>
  );
}
