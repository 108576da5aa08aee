import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface DefinitionListProps {
  rows: { term: ReactNode; value: ReactNode }[];
  /** "compare" has air and lines (verification); "dense" is for panels; "ends" puts figures at the right. */
  look?: 'compare' | 'dense' | 'ends';
  className?: string;
}

const looks = { compare: '', dense: 'facts-dense', ends: 'facts-dense facts-ends' };

export function DefinitionList({ rows, look = 'compare', className }: DefinitionListProps) {
  return (
    <dl className={classNames('facts', looks[look], className)}>
      {rows.map(({ term, value }, index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
