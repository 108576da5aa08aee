import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInteger, formatMonthShort, NO_DATA } from '~/office/formats';
import type { Category } from '~/organisation/terms';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { Clock, Hourglass, Minus } from '../ui/icons';
import { Cell, GroupRow, HeadCell, Row, Table, TableCard, TableFoot, type CellTone } from '../ui/table';
import { personHref } from './people-links';
import { nameOf, type Lang, type Named } from './words';

export interface ModuleCell {
  met: boolean;
  expiring: boolean;
  on: string;
  lastDay: string | null;
}

export interface RosterLine {
  ordinal: number;
  staffCode: string;
  fullName: string;
  category: Category;
  positionVi: string;
  positionEn: string;
  met: boolean;
  expiring: boolean;
  missing: string[];
  modules: Record<string, ModuleCell | null>;
}

export interface RosterUnit extends Named {
  unitCode: string;
  total: number;
  met: number;
  rows: RosterLine[];
}

export interface RosterTableProps {
  groups: RosterUnit[];
  asOf: string;
  modules: string[];
  lang: Lang;
  pager: ReactNode;
}

/** The month met in each cell, so that gaps are the only colour; units with their subtotals. */
export function RosterTable({ groups, asOf, modules, lang, pager }: RosterTableProps) {
  const { t } = useTranslation();
  return (
    <TableCard>
      {/* Narrower than its columns (1024 px, enlarged text) it scrolls; elsewhere the head sticks to the page. */}
      <div className="max-[80rem]:overflow-x-auto in-data-[size=115]:overflow-x-auto in-data-[size=130]:overflow-x-auto">
        <Table caption={t('work:roster.title')} stack>
          <thead>
            <Row>
              <HeadCell align="right">{t('work:column.ordinal')}</HeadCell>
              <HeadCell>{t('work:column.name')}</HeadCell>
              <HeadCell>{t('work:column.staff_code')}</HeadCell>
              <HeadCell>{t('work:column.category')}</HeadCell>
              <HeadCell>{t('work:column.position')}</HeadCell>
              {modules.map((module) => (
                <HeadCell key={module} align="center" className="w-[4.25rem]">
                  {module}
                </HeadCell>
              ))}
              <HeadCell>{t('work:column.result')}</HeadCell>
            </Row>
          </thead>
          {groups.map((group) => (
            <tbody key={group.unitCode}>
              <GroupRow
                span={5 + modules.length}
                after={
                  <Cell>
                    {t('work:roster.met_of', {
                      met: formatInteger(group.met, lang),
                      total: formatInteger(group.total, lang),
                    })}
                  </Cell>
                }
              >
                {nameOf(group, lang)}
              </GroupRow>
              {group.rows.map((line) => (
                <PersonRow key={line.staffCode} {...{ line, modules, asOf, lang }} />
              ))}
            </tbody>
          ))}
        </Table>
      </div>
      <TableFoot>
        <Legend />
        {pager}
      </TableFoot>
    </TableCard>
  );
}

interface PersonRowProps {
  line: RosterLine;
  modules: string[];
  asOf: string;
  lang: Lang;
}

function PersonRow({ line, modules, asOf, lang }: PersonRowProps) {
  const { t } = useTranslation();
  const position = lang === 'vi' ? line.positionVi : line.positionEn;
  return (
    <Row>
      <Cell align="right" tone="quiet" className="max-sm:hidden">
        {formatInteger(line.ordinal, lang)}
      </Cell>
      <Cell name className="sm:min-w-36">
        <a href={personHref(line.staffCode, asOf)} className="quiet-link hover:underline">
          {line.fullName}
        </a>
      </Cell>
      <Cell className="whitespace-nowrap">{line.staffCode}</Cell>
      <Cell
        tone={line.category === 'unstated' ? 'missing' : undefined}
        label={t('work:column.category')}
        className="whitespace-nowrap"
      >
        {t(`work:category_label.${line.category}`)}
      </Cell>
      <Cell label={t('work:column.position')} className="[&::before]:shrink-0 sm:min-w-28">
        {position || NO_DATA}
      </Cell>
      {modules.map((module) => (
        <ModuleMonth key={module} module={module} cell={line.modules[module] ?? null} />
      ))}
      <Cell className="max-sm:basis-full">
        <ResultChip line={line} />
      </Cell>
    </Row>
  );
}

function ModuleMonth({ module, cell }: { module: string; cell: ModuleCell | null }) {
  const { t } = useTranslation();
  const shared = { align: 'center', label: module, short: true } as const;
  const tone: CellTone | undefined = !cell
    ? 'missing'
    : !cell.met
      ? 'expired'
      : cell.expiring
        ? 'nearExpiry'
        : undefined;
  return (
    <Cell {...shared} tone={tone} className="cell-small px-0.5 whitespace-nowrap">
      {!cell && (
        <>
          <Icon of={Minus} size={14} className="inline" />
          <span className="sr-only">{t('work:roster.cell_missing')}</span>
        </>
      )}
      {cell && !cell.met && (
        <>
          <Icon of={Hourglass} size={13} className="mr-1 inline align-[-0.125rem]" />
          {t('work:roster.cell_expired')}
        </>
      )}
      {cell?.met && cell.expiring && cell.lastDay !== null && (
        <>
          <Icon of={Clock} size={13} className="mr-1 inline align-[-0.125rem]" />
          <span className="sr-only">{t('work:roster.cell_expiring')} </span>
          {formatDate(cell.lastDay).slice(0, 5)}
        </>
      )}
      {cell?.met && !(cell.expiring && cell.lastDay !== null) && formatMonthShort(cell.on)}
    </Cell>
  );
}

function ResultChip({ line }: { line: RosterLine }) {
  const { t } = useTranslation();
  if (!line.met) {
    return (
      <Chip kind="missing" dense>
        {t('work:result.missing_count', { count: line.missing.length })}
      </Chip>
    );
  }
  return (
    <Chip kind={line.expiring ? 'nearExpiry' : 'met'} dense>
      {line.expiring ? t('work:result.expiring') : t('work:result.met')}
    </Chip>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small">
      <span>
        <b>05/26</b> {t('work:roster.legend_month')}
      </span>
      <span className="inline-flex items-center gap-1.5 text-nghe">
        <Icon of={Minus} size={14} />
        {t('work:roster.cell_missing')}
      </span>
      <span className="inline-flex items-center gap-1.5 text-nghe">
        <Icon of={Clock} size={14} />
        {t('work:roster.legend_expiring')}
      </span>
      <span className="inline-flex items-center gap-1.5 text-son">
        <Icon of={Hourglass} size={14} />
        {t('work:roster.legend_expired')}
      </span>
    </p>
  );
}
