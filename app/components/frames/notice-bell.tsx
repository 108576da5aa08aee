import { Icon } from '../ui/icon';
import { Bell as BellIcon } from '../ui/icons';
import type { Bell } from './frame';

/** A link to the notices with the count of what is unread beside it. */
export function NoticeBell({ to, label, count }: Bell) {
  return (
    <a href={to} aria-label={label} title={label} className="top-tool bell">
      <Icon of={BellIcon} size={18} />
      {count !== null && (
        <span aria-hidden="true" className="bell-count">
          {count}
        </span>
      )}
    </a>
  );
}
