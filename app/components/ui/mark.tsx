import { classNames } from './class-names';

interface MarkProps {
  /** Side of the square in px at 100 % text size. */
  size?: number;
  /** On the dark rail the square is white. */
  onDark?: boolean;
}

/** The mark of Thạo: the letter a with its dot below. Decorative; the name stands beside it or in a label. */
export function Mark({ size = 34, onDark = false }: MarkProps) {
  const square = onDark ? '#ffffff' : '#27438c';
  const letter = onDark ? '#172755' : '#ffffff';
  const dot = onDark ? '#db920f' : '#ffc24b';
  const side = `${size / 16}rem`;
  return (
    <svg viewBox="0 0 32 32" width={side} height={side} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill={square} />
      <g fill="none" stroke={letter} strokeWidth="3.2">
        <circle cx="16" cy="13.9" r="6.1" />
        <path d="M21.9 8v11.7" strokeLinecap="round" />
      </g>
      <circle cx="16" cy="25.7" r="2.6" fill={dot} />
    </svg>
  );
}

interface BrandProps extends MarkProps {
  /** The product's name; a name, not a text to translate. */
  name?: string;
  /** Link to the start page; without it the brand is no link. */
  to?: string;
  className?: string;
}

export function Brand({ name = 'Thạo', to, className, ...mark }: BrandProps) {
  const content = (
    <>
      <Mark {...mark} />
      <span className="mark-word">{name}</span>
    </>
  );
  const look = classNames('inline-flex items-center gap-2.5', className);
  if (!to) return <span className={look}>{content}</span>;
  return (
    <a href={to} className={classNames(look, 'quiet-link')}>
      {content}
    </a>
  );
}
