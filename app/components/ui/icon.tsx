import type { LucideIcon } from './icons';

interface IconProps {
  of: LucideIcon;
  /** In px at 100 % text size; it grows with the text. */
  size?: number;
  className?: string;
}

/** A picture beside words. It is hidden from screen readers: the words say the same. */
export function Icon({ of: Shape, size = 18, className }: IconProps) {
  return <Shape size={`${size / 16}rem`} className={className} aria-hidden="true" focusable="false" />;
}
