import {
  createContext,
  useContext,
  type ReactNode,
  type TdHTMLAttributes,
  type ThHTMLAttributes,
} from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import { ArrowDown, ArrowDownUp, ArrowUp } from './icons';

/** Stacked tables become cards on a phone; a cell then needs its role said, since display:block takes it away. */
const Stacked = createContext(false);

export function TableCard({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames('table-card', className)}>{children}</div>;
}

/** What can be done with the chosen rows: first child of TableCard. */
export function TableBulk({ children, label }: { children: ReactNode; label: string }) {
  return (
    <div role="group" aria-label={label} className="table-bulk no-print">
      {children}
    </div>
  );
}

export function TableFoot({ children }: { children: ReactNode }) {
  return <div className="table-foot">{children}</div>;
}

export interface TableProps {
  /** Said to screen readers before the rows. */
  caption: string;
  children: ReactNode;
  density?: 'work' | 'learner';
  /** Under 640 px each row becomes a card; give the cells a label. */
  stack?: boolean;
  /** A box of its own that scrolls both ways, for tables wider than the page. */
  box?: boolean;
  className?: string;
}

export function Table({
  caption,
  children,
  density = 'work',
  stack = false,
  box = false,
  className,
}: TableProps) {
  const look = classNames(
    'table',
    density === 'learner' && 'table-learner',
    stack && 'table-stack',
    className,
  );
  return (
    <Stacked.Provider value={stack}>
      <div
        className={classNames('table-scroll focus-inset', box && 'table-box')}
        role="region"
        aria-label={caption}
        tabIndex={0}
      >
        <table className={look} role={stack ? 'table' : undefined}>
          <caption className="sr-only">{caption}</caption>
          {children}
        </table>
      </div>
    </Stacked.Provider>
  );
}

export interface RowProps {
  children: ReactNode;
  selected?: boolean;
  className?: string;
}

export function Row({ children, selected, className }: RowProps) {
  const stacked = useContext(Stacked);
  return (
    <tr
      role={stacked ? 'row' : undefined}
      className={classNames(selected && 'row-selected', className) || undefined}
    >
      {children}
    </tr>
  );
}

export type Align = 'left' | 'right' | 'center';
const alignClass: Record<Align, string | undefined> = { left: undefined, right: 'num', center: 'mid' };

export interface HeadCellProps extends Omit<ThHTMLAttributes<HTMLTableCellElement>, 'align'> {
  align?: Align;
  /** Makes the head a link that sorts; direction is the one in force. */
  sort?: { href: string; direction?: 'asc' | 'desc'; label?: string };
  /** The name column of a boxed table: it stays when the rest scrolls. */
  name?: boolean;
}

export function HeadCell({ align = 'left', sort, name, className, children, ...rest }: HeadCellProps) {
  const stacked = useContext(Stacked);
  const direction = sort?.direction;
  const sorted = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined;
  const arrow = direction === 'asc' ? ArrowUp : direction === 'desc' ? ArrowDown : ArrowDownUp;
  return (
    <th
      scope="col"
      {...rest}
      role={stacked ? 'columnheader' : undefined}
      aria-sort={sorted}
      className={classNames(alignClass[align], name && 'col-name', className) || undefined}
    >
      {sort ? (
        <a href={sort.href} className="sort" title={sort.label}>
          {children}
          <Icon of={arrow} size={14} />
        </a>
      ) : (
        children
      )}
    </th>
  );
}

export type CellTone = 'missing' | 'nearExpiry' | 'expired' | 'wrong' | 'quiet';

export interface CellProps extends Omit<TdHTMLAttributes<HTMLTableCellElement>, 'align'> {
  align?: Align;
  tone?: CellTone;
  /** The column's name, shown on a phone when the table stacks. */
  label?: string;
  /** A month, a mark: on a phone three stand in a line. */
  short?: boolean;
  /** Names the row: a <th scope="row">, fixed when a boxed table scrolls. */
  name?: boolean;
}

export function Cell({ align = 'left', tone, label, short, name, className, children, ...rest }: CellProps) {
  const stacked = useContext(Stacked);
  const look =
    classNames(
      alignClass[align],
      tone && `cell-${tone}`,
      short && 'cell-short',
      name && 'col-name',
      className,
    ) || undefined;
  if (name) {
    return (
      <th {...rest} scope="row" role={stacked ? 'rowheader' : undefined} className={look}>
        {children}
      </th>
    );
  }
  return (
    <td {...rest} role={stacked ? 'cell' : undefined} data-label={label} className={look}>
      {children}
    </td>
  );
}

export interface GroupRowProps {
  children: ReactNode;
  /** Columns that the group's name spans. */
  span: number;
  /** Cells before the name, such as a checkbox. */
  before?: ReactNode;
  /** Cells after it: the subtotal. */
  after?: ReactNode;
}

export function GroupRow({ children, span, before, after }: GroupRowProps) {
  return (
    <Row className="row-group">
      {before}
      <th colSpan={span} scope="rowgroup">
        {children}
      </th>
      {after}
    </Row>
  );
}

/** An empty table says why in one row, or holds an EmptyState. */
export function EmptyRow({ span, children }: { span: number; children: ReactNode }) {
  return (
    <Row>
      <td colSpan={span} className="py-6">
        {children}
      </td>
    </Row>
  );
}
