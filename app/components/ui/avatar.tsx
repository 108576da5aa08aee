import { classNames } from './class-names';

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
