import { classNames } from './class-names';

/** Letters of the last two words: Trần Thị Hồng Vân is HV, and not TV, since people go by the given name. */
export function initialsOf(fullName: string): string {
  const words = fullName.normalize('NFC').trim().split(/\s+/).slice(-2);
  return words.map((word) => Array.from(word)[0]?.toLocaleUpperCase('vi') ?? '').join('');
}

export interface AvatarProps {
  initials: string;
  size?: 36 | 30;
}

/** Decorative: the name always stands beside it, or in the label of what holds it. */
export function Avatar({ initials, size = 36 }: AvatarProps) {
  return (
    <span className={classNames('avatar', size === 30 && 'avatar-30')} aria-hidden="true">
      {initials}
    </span>
  );
}
