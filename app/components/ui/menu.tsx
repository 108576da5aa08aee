import type { ReactNode } from 'react';
import { ButtonContent, buttonClass, type ButtonLook } from './button';
import { classNames } from './class-names';
import { Icon } from './icon';
import { ChevronDown, type LucideIcon } from './icons';

interface ItemWords {
  label: ReactNode;
  /** One line of what one gets. */
  line?: ReactNode;
  icon?: LucideIcon;
  current?: boolean;
  lang?: string;
}

export interface MenuLink extends ItemWords {
  href: string;
  /** The answer is a file. */
  download?: boolean;
}

/** An item that changes something is a form of its own, so that it works without script. */
export interface MenuAction extends ItemWords {
  action: string;
  fields?: Record<string, string>;
  /** The answer is a file: the button must not stay busy. */
  givesFile?: boolean;
}

export type MenuItem = MenuLink | MenuAction;

export interface MenuProps extends ButtonLook {
  label: ReactNode;
  /** Accessible name where the label alone is not enough. */
  ariaLabel?: string;
  items: MenuItem[];
  /** Above the items: "86 dòng, theo bộ lọc và ngày đang xem". */
  heading?: ReactNode;
  foot?: ReactNode;
  align?: 'start' | 'end';
  wide?: boolean;
  className?: string;
}

export function Menu({
  label,
  ariaLabel,
  items,
  heading,
  foot,
  align = 'start',
  wide,
  className,
  ...look
}: MenuProps) {
  return (
    <details className={classNames('menu', className)} data-menu="">
      <summary className={buttonClass(look)} aria-label={ariaLabel}>
        <ButtonContent {...look} iconRight={look.iconRight ?? ChevronDown}>
          {label}
        </ButtonContent>
      </summary>
      <MenuPanel align={align} wide={wide}>
        {heading != null && <p className="menu-heading">{heading}</p>}
        <MenuItems items={items} />
        {foot != null && <div className="menu-foot">{foot}</div>}
      </MenuPanel>
    </details>
  );
}

export interface MenuPanelProps {
  children: ReactNode;
  align?: 'start' | 'end';
  wide?: boolean;
}

/** What a <details data-menu class="menu"> opens; for menus whose switch is no button (account). */
export function MenuPanel({ children, align = 'start', wide = false }: MenuPanelProps) {
  return (
    <div className={classNames('menu-panel', align === 'end' && 'menu-panel-end', wide && 'menu-wide')}>
      {children}
    </div>
  );
}

export function MenuItems({ items }: { items: MenuItem[] }) {
  return (
    <ul>
      {items.map((item, index) => (
        <li key={index}>{'href' in item ? <LinkItem {...item} /> : <ActionItem {...item} />}</li>
      ))}
    </ul>
  );
}

function LinkItem({ href, download, current, lang, ...words }: MenuLink) {
  return (
    <a
      href={href}
      download={download || undefined}
      aria-current={current ? 'page' : undefined}
      lang={lang}
      className="menu-item"
    >
      <Words {...words} />
    </a>
  );
}

function ActionItem({ action, fields = {}, givesFile, current, lang, ...words }: MenuAction) {
  return (
    <form method="post" action={action} data-no-busy={givesFile ? '' : undefined}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" aria-pressed={current} lang={lang} className="menu-item">
        <Words {...words} />
      </button>
    </form>
  );
}

function Words({ label, line, icon }: Pick<ItemWords, 'label' | 'line' | 'icon'>) {
  return (
    <>
      {icon && <Icon of={icon} size={17} />}
      <span className="min-w-0">
        {label}
        {line != null && <span className="menu-line">{line}</span>}
      </span>
    </>
  );
}
