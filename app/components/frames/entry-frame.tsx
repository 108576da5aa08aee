import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInHelp } from '../sign-in-help';
import { PublicFrame } from './public-frame';

export interface EntryFrameProps {
  /** What the document knows of every page. */
  page: {
    preferences: { lang: 'vi' | 'en' };
    province: string;
    here: string;
    supportPhone: string;
    supportHours: string;
  };
  title: string;
  intro: string;
  children: ReactNode;
}

/** A page on the way in: one task in the middle, and beside it what people really need to know before it. */
export function EntryFrame({ page, title, intro, children }: EntryFrameProps) {
  const { t } = useTranslation();
  return (
    <PublicFrame
      lang={page.preferences.lang}
      province={page.province}
      here={page.here}
      labels={{ skip: t('common:skip'), otherLanguage: t('common:other_language') }}
      aside={<SignInHelp phone={page.supportPhone} hours={page.supportHours} />}
    >
      <div className="mx-auto w-full max-w-110">
        <h1 className="text-title">{title}</h1>
        <p className="text-ink-2">{intro}</p>
        {children}
      </div>
    </PublicFrame>
  );
}
