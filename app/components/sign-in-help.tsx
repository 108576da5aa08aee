import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './ui/icon';
import { CalendarClock, Headphones, LogIn, ShieldCheck, type LucideIcon } from './ui/icons';

/** The dark panel beside sign-in: what people really need to know before it. */
export function SignInHelp({ phone, hours }: { phone: string; hours: string }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className="text-heading text-on-dark">{t('public:sign_in.help_title')}</h2>
      <ul className="mt-6 grid gap-6">
        <Help icon={LogIn} title={t('public:sign_in.help_first')}>
          {t('public:sign_in.help_first_text')} <a href="/activate">{t('public:sign_in.help_first_link')}</a>
        </Help>
        <Help icon={CalendarClock} title={t('public:sign_in.help_exam')}>
          {t('public:sign_in.help_exam_text')}
        </Help>
        <Help icon={ShieldCheck} title={t('public:sign_in.help_verify')}>
          {t('public:sign_in.help_verify_text')} <a href="/verify">{t('public:sign_in.help_verify_link')}</a>
        </Help>
        <Help icon={Headphones} title={t('public:sign_in.help_support', { phone })}>
          {t('public:sign_in.help_support_text', { hours })}
        </Help>
      </ul>
    </>
  );
}

function Help({ icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-3.5">
      <Icon of={icon} size={22} className="mt-0.5 shrink-0 text-focus" />
      <div>
        <p className="font-semibold text-on-dark">{title}</p>
        <p className="text-label">{children}</p>
      </div>
    </li>
  );
}
