import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInteger, formatShare, NO_DATA } from '~/office/formats';
import type { Level } from '~/organisation/terms';
import { mayShowShare, type Share } from '~/proficiency/figure';
import { Button } from '../ui/button';
import { CardHeading } from '../ui/card';
import { Chip } from '../ui/chip';
import { TextField } from '../ui/field';
import { Search } from '../ui/icons';
import { Bar } from '../ui/progress';
import { BarScale } from '../ui/stat-bar';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';
import type { Query } from './moment';
import { nameOf, shareText, targetText, type Lang, type Named } from './words';

interface Counts {
  numerator: number;
  denominator: number;
}

export interface UnitRow extends Named, Counts {
  code: string;
  level: Level | null;
  small: boolean;
  before: Counts | null;
}

export interface UnlistedUnit extends Named {
  code: string;
  level: Level;
}

export interface UnitTableProps {
  /** In the order to show: by share, small units last. */
  units: UnitRow[];
  /** Units without any list of people. */
  unlisted: UnlistedUnit[];
  total: number;
  /** The words that were searched for. */
  search: string;
  /** Parameters of the page that a search keeps. */
  keep: Query;
  /** All units, where only the first are shown; null otherwise. */
  allHref: string | null;
  /** ISO date of the comparison; null where the two days don't join. */
  comparedWith: string | null;
  target: Share;
  lang: Lang;
  /** The names behind a unit's own numbers; null where a list cannot be held to the unit alone. */
  hrefOf: (unitCode: string, met?: boolean) => string | null;
}

/** Units with people of their own, by share; the small and the empty stand last and have no rank. */
export function UnitTable(props: UnitTableProps) {
  const { units, unlisted, total, search, keep, allHref, comparedWith, target, lang } = props;
  const { t } = useTranslation();
  const columns = comparedWith ? 8 : 7;
  return (
    <TableCard>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3" id="units">
        <CardHeading density="work">{t('work:indicator.by_unit')}</CardHeading>
        <form method="get" action="#units" role="search" className="no-print ml-auto flex items-end gap-2">
          {Object.entries(keep).map(([name, value]) =>
            value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
          )}
          <TextField
            name="q"
            type="search"
            label={<span className="sr-only">{t('work:indicator.find_unit')}</span>}
            placeholder={t('work:indicator.find_unit')}
            defaultValue={search}
            icon={Search}
            density="work"
          />
          <Button size={36}>{t('work:find')}</Button>
        </form>
      </div>
      <Table caption={t('work:indicator.by_unit')} stack>
        <thead>
          <Row>
            <HeadCell>{t('work:column.unit')}</HeadCell>
            <HeadCell className="print:hidden">{t('work:column.level')}</HeadCell>
            <HeadCell align="right">{t('work:column.met')}</HeadCell>
            <HeadCell align="right">{t('work:column.counted')}</HeadCell>
            <HeadCell align="right">{t('work:column.share')}</HeadCell>
            <HeadCell className="w-1/5 min-w-40 print:min-w-24" aria-label={t('work:column.bar')}>
              <BarScale
                target={target.num / target.den}
                startLabel="0%"
                targetLabel={targetText(target, lang)}
                endLabel="100%"
              />
            </HeadCell>
            {comparedWith && (
              <HeadCell align="right">{t('work:column.since', { date: formatDate(comparedWith) })}</HeadCell>
            )}
            <HeadCell>{t('work:column.note')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {units.map((unit) => (
            <UnitLine key={unit.code} unit={unit} {...props} />
          ))}
          {unlisted.map((unit) => (
            <UnlistedLine key={unit.code} unit={unit} lang={lang} isCompared={comparedWith !== null} />
          ))}
          {units.length + unlisted.length === 0 && (
            <EmptyRow span={columns}>
              {search === '' ? t('work:indicator.nobody') : t('work:indicator.no_unit', { search })}
            </EmptyRow>
          )}
        </tbody>
      </Table>
      <TableFoot>
        <span className="min-w-0">
          {t('work:indicator.units_shown', {
            count: total,
            shown: formatInteger(units.length + unlisted.length, lang),
            total: formatInteger(total, lang),
          })}
        </span>
        {allHref && (
          <a href={allHref} className="link no-print ml-auto">
            {search === '' ? t('work:indicator.all_units') : t('work:indicator.clear_search')}
          </a>
        )}
      </TableFoot>
    </TableCard>
  );
}

function UnitLine({ unit, target, lang, hrefOf, comparedWith }: { unit: UnitRow } & UnitTableProps) {
  const { t } = useTranslation();
  const { numerator, denominator, small } = unit;
  return (
    <Row>
      <Cell name className="font-normal max-sm:basis-full">
        <ListLink href={unit.level && hrefOf(unit.code)}>{nameOf(unit, lang)}</ListLink>
      </Cell>
      <Cell short label={t('work:column.level')} className="print:hidden">
        {unit.level ? t(`work:level_short.${unit.level}`) : NO_DATA}
      </Cell>
      <Cell align="right" short label={t('work:column.met')}>
        <ListLink href={unit.level && hrefOf(unit.code, true)} className="quiet-link hover:underline">
          {formatInteger(numerator, lang)}
        </ListLink>
      </Cell>
      <Cell align="right" short label={t('work:column.counted')}>
        {formatInteger(denominator, lang)}
      </Cell>
      <Cell align="right" short label={t('work:column.share')} className="font-semibold">
        {shareText(numerator, denominator, target, lang)}
      </Cell>
      <Cell className="max-sm:order-last max-sm:basis-full">
        {!small && (
          <Bar share={numerator / denominator} target={target.num / target.den} height={12} tone="cham-600" />
        )}
      </Cell>
      {comparedWith && (
        <Cell align="right" short label={t('work:column.since', { date: formatDate(comparedWith) })}>
          {changeText(unit, lang)}
        </Cell>
      )}
      <Cell>
        {small && (
          <Chip kind="neutral" dense>
            {t('work:indicator.small')}
          </Chip>
        )}
      </Cell>
    </Row>
  );
}

function ListLink(props: { href: string | null; className?: string; children: ReactNode }) {
  const { href, className, children } = props;
  return href === null ? (
    <>{children}</>
  ) : (
    <a href={href} className={className}>
      {children}
    </a>
  );
}

function UnlistedLine({ unit, lang, isCompared }: { unit: UnlistedUnit; lang: Lang; isCompared: boolean }) {
  const { t } = useTranslation();
  return (
    <Row>
      <Cell name className="font-normal max-sm:basis-full">
        {nameOf(unit, lang)}
      </Cell>
      <Cell short label={t('work:column.level')} className="print:hidden">
        {t(`work:level_short.${unit.level}`)}
      </Cell>
      <Cell align="right" short label={t('work:column.met')}>
        {NO_DATA}
      </Cell>
      <Cell align="right" short label={t('work:column.counted')}>
        {NO_DATA}
      </Cell>
      <Cell align="right" short label={t('work:column.share')}>
        {NO_DATA}
      </Cell>
      <Cell className="max-sm:hidden" />
      {isCompared && <Cell className="max-sm:hidden" />}
      <Cell>
        <Chip kind="notIssued" dense>
          {t('work:indicator.unlisted')}
        </Chip>
      </Cell>
    </Row>
  );
}

/** Points of percentage with their sign, "–" where either day has too few people. */
function changeText({ numerator, denominator, before }: UnitRow, lang: Lang): string {
  if (!before || !mayShowShare(denominator) || !mayShowShare(before.denominator)) return NO_DATA;
  const [d1, d2] = [BigInt(denominator), BigInt(before.denominator)];
  const text = formatShare(BigInt(numerator) * d2 - BigInt(before.numerator) * d1, d1 * d2, lang).replace(
    '%',
    '',
  );
  if (/^−?0[.,]0$/.test(text)) return text.replace('−', '');
  return text.startsWith('−') ? text : `+${text}`;
}
