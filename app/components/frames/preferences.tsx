import type { ReactNode } from 'react';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { Check, ChevronDown, Contrast, Languages, LogOut, Type, User } from '../ui/icons';
import { MenuItems, MenuPanel, type MenuItem } from '../ui/menu';
import type { FrameLabels, FrameLink, FrameProps, FrameUser, Preferences } from './frame';

type PreferenceProps = Pick<FrameProps, 'labels' | 'here'>;

/** Preferences are posts of one small form each: a link must not change what a person has set. */
const preferencesPath = '/preferences';

export function SkipLink({ label }: { label: string }) {
  return (
    <a href="#main" className="skip-link">
      {label}
    </a>
  );
}

interface LanguageFormProps extends Pick<FrameProps, 'lang' | 'here'> {
  labels: Pick<FrameLabels, 'otherLanguage'>;
  /** In the bar, or as an item of the account menu. */
  look?: 'top-tool' | 'menu-item';
}

export function LanguageForm({ lang, labels, here, look = 'top-tool' }: LanguageFormProps) {
  const other = lang === 'vi' ? 'en' : 'vi';
  return (
    <form method="post" action={preferencesPath}>
      <input type="hidden" name="redirectTo" value={here} />
      <button type="submit" name="lang" value={other} lang={other} className={look}>
        <Icon of={Languages} size={look === 'menu-item' ? 16 : 18} />
        {labels.otherLanguage}
      </button>
    </form>
  );
}

export function TextSizeMenu({ preferences, labels, here }: PreferenceProps & { preferences: Preferences }) {
  return (
    <details className="menu" data-menu="">
      <summary className="top-tool">
        <Icon of={Type} size={18} />
        {labels.textSize}
      </summary>
      <MenuPanel align="end">
        <SizeChoices preferences={preferences} labels={labels} here={here} />
      </MenuPanel>
    </details>
  );
}

function SizeChoices({ preferences, labels, here }: PreferenceProps & { preferences: Preferences }) {
  const more = preferences.contrast === 'more';
  return (
    <form method="post" action={preferencesPath}>
      <input type="hidden" name="redirectTo" value={here} />
      {(['100', '115', '130'] as const).map((size) => {
        const chosen = preferences.size === size;
        return (
          <button
            key={size}
            type="submit"
            name="size"
            value={size}
            aria-pressed={chosen}
            className="menu-item"
          >
            <span className="mt-0.75 w-4">{chosen && <Icon of={Check} size={16} />}</span>
            {labels.sizes[size]}
          </button>
        );
      })}
      <div className="mt-1.5 border-t border-line pt-1.5">
        <button type="submit" name="contrast" value={more ? 'standard' : 'more'} className="menu-item">
          <Icon of={Contrast} size={16} />
          {more ? labels.contrastStandard : labels.contrastMore}
        </button>
      </div>
    </form>
  );
}

interface AccountMenuProps extends PreferenceProps {
  lang: FrameProps['lang'];
  user: FrameUser;
  preferences: Preferences;
  links: FrameLink[];
  otherRoles: FrameLink[];
  signOutTo: string;
  /** The words beside the picture; a phone shows the picture only. */
  children: ReactNode;
  avatarSize?: 36 | 30;
  /** Text size and language also stand in this menu: always, or where the bar has no room for them. */
  tools: 'always' | 'phone';
}

export function AccountMenu(props: AccountMenuProps) {
  const { lang, user, preferences, labels, here, links, otherRoles, signOutTo, children, avatarSize, tools } =
    props;
  const toolsClass = tools === 'phone' ? 'lg:hidden' : undefined;
  const asItems = (to: FrameLink[]): MenuItem[] =>
    to.map(({ to: href, label }) => ({ href, label, icon: User }));
  return (
    <details className="menu" data-menu="">
      <summary className="account">
        <span className="sr-only">{labels.account}: </span>
        <Avatar initials={user.initials} size={avatarSize} />
        {children}
        <Icon of={ChevronDown} size={16} className="menu-chevron" />
      </summary>
      <MenuPanel align="end">
        <div className="menu-heading">
          <b className="block text-work text-ink">{user.name}</b>
          {user.unitName}
        </div>
        {links.length > 0 && <MenuItems items={asItems(links)} />}
        {otherRoles.length > 0 && (
          <div className="mt-1.5 border-t border-line pt-1.5">
            <p className="menu-heading">{labels.otherRoles}</p>
            <MenuItems items={asItems(otherRoles)} />
          </div>
        )}
        <div className={toolsClass}>
          <div className="mt-1.5 border-t border-line pt-1.5">
            <p className="menu-heading">{labels.textSize}</p>
            <SizeChoices preferences={preferences} labels={labels} here={here} />
          </div>
          <div className="sm:hidden">
            <LanguageForm lang={lang} labels={labels} here={here} look="menu-item" />
          </div>
        </div>
        <div className="mt-1.5 border-t border-line pt-1.5">
          <MenuItems items={[{ action: signOutTo, label: labels.signOut, icon: LogOut }]} />
        </div>
      </MenuPanel>
    </details>
  );
}

export function SiteFoot({ labels, supportPhone }: { labels: FrameLabels; supportPhone: string }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 gap-y-2 text-work text-ink-3">
      <span>{labels.system}</span>
      <span>
        {labels.support}:{' '}
        <a href={`tel:${supportPhone.replace(/\s/g, '')}`} className="quiet-link text-inherit">
          {supportPhone}
        </a>{' '}
        {labels.supportHours}
      </span>
    </div>
  );
}
