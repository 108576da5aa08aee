import { useTranslation } from 'react-i18next';
import { formatDate, lastDayOf, NO_DATA } from '~/office/formats';
import type { Category } from '~/organisation/terms';
import { Chip } from '../ui/chip';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard } from '../ui/table';
import { EvidenceChip, EvidenceName, LastDay, type EvidenceItem } from './evidence-words';
import { nameOf, type Lang, type Named } from './words';

export interface StandingRow extends Named {
  module: string;
  met: boolean;
  expiring: boolean;
  evidence: EvidenceItem | null;
  expired: EvidenceItem | null;
}

/** Each module of the rule with what decides it, or what is missing. */
export function StandingTable({ modules, lang }: { modules: StandingRow[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <TableCard className="pb-2">
      <h2 className="px-5 py-3 text-work-heading">{t('work:person.standing')}</h2>
      <Table caption={t('work:person.standing')} stack>
        <thead>
          <Row>
            <HeadCell>{t('work:column.module')}</HeadCell>
            <HeadCell>{t('work:column.result')}</HeadCell>
            <HeadCell>{t('work:person.deciding')}</HeadCell>
            <HeadCell>{t('work:column.met_on')}</HeadCell>
            <HeadCell>{t('work:column.valid_to')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {modules.map((row) => (
            <Row key={row.module}>
              <Cell name className="font-normal">
                <b>{row.module}</b> {row.nameVi !== row.module && nameOf(row, lang)}
              </Cell>
              <Cell>
                <StandingChip row={row} />
              </Cell>
              <Cell className="max-sm:basis-full">
                {row.evidence ? (
                  <EvidenceName item={row.evidence} lang={lang} />
                ) : (
                  <Missing row={row} lang={lang} />
                )}
              </Cell>
              <Cell label={t('work:column.met_on')} className={row.evidence ? '' : 'max-sm:hidden'}>
                {row.evidence ? formatDate(row.evidence.on) : NO_DATA}
              </Cell>
              <Cell label={t('work:column.valid_to')} className={row.evidence ? '' : 'max-sm:hidden'}>
                {row.evidence ? <LastDay lastDay={row.evidence.lastDay} /> : NO_DATA}
              </Cell>
            </Row>
          ))}
          {modules.length === 0 && <EmptyRow span={5}>{t('work:provenance.no_rule_text')}</EmptyRow>}
        </tbody>
      </Table>
    </TableCard>
  );
}

function StandingChip({ row }: { row: StandingRow }) {
  const { t } = useTranslation();
  if (!row.met) {
    return (
      <Chip kind={row.expired ? 'expired' : 'missing'} dense>
        {row.expired ? t('work:result.expired') : t('work:result.missing')}
      </Chip>
    );
  }
  return (
    <Chip kind={row.expiring ? 'nearExpiry' : 'met'} dense>
      {row.expiring ? t('work:result.expiring') : t('work:result.met')}
    </Chip>
  );
}

function Missing({ row, lang }: { row: StandingRow; lang: Lang }) {
  const { t } = useTranslation();
  if (!row.expired) return <span className="text-ink-2">{t('work:person.nothing_shows')}</span>;
  const last = lastDayOf(row.expired.validTo);
  return (
    <span className="text-ink-2">
      {t('work:person.expired_evidence', {
        label: lang === 'vi' ? row.expired.labelVi : row.expired.labelEn,
        date: last === null ? NO_DATA : formatDate(last),
      })}
    </span>
  );
}

/** Everything on file, in any state. */
export function EvidenceTable({ items, day, lang }: { items: EvidenceItem[]; day: string; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <TableCard className="pb-2">
      <h2 className="px-5 py-3 text-work-heading">{t('work:person.evidence')}</h2>
      <Table caption={t('work:person.evidence')} stack>
        <thead>
          <Row>
            <HeadCell>{t('work:column.evidence')}</HeadCell>
            <HeadCell>{t('work:column.module')}</HeadCell>
            <HeadCell>{t('work:column.from')}</HeadCell>
            <HeadCell>{t('work:column.valid_to')}</HeadCell>
            <HeadCell>{t('work:column.state')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={item.id}>
              <Cell name className="font-normal">
                <EvidenceName item={item} lang={lang} />
              </Cell>
              <Cell label={t('work:column.module')}>{item.modules.join(', ')}</Cell>
              <Cell label={t('work:column.from')}>{formatDate(item.on)}</Cell>
              <Cell label={t('work:column.valid_to')}>
                <LastDay lastDay={item.lastDay} />
              </Cell>
              <Cell className="max-sm:basis-full">
                <EvidenceChip item={item} day={day} />
              </Cell>
            </Row>
          ))}
          {items.length === 0 && <EmptyRow span={5}>{t('work:person.no_evidence')}</EmptyRow>}
        </tbody>
      </Table>
    </TableCard>
  );
}

export interface Post {
  unitCode: string;
  unitVi: string;
  unitEn: string;
  category: Category;
  positionVi: string;
  positionEn: string;
  isPrimary: boolean;
  validFrom: string;
  validTo: string;
}

/** Where the person has worked, newest first; history goes with the person. */
export function PostsTable({ posts, lang }: { posts: Post[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <TableCard className="pb-2">
      <h2 className="px-5 py-3 text-work-heading">{t('work:person.posts')}</h2>
      <Table caption={t('work:person.posts')} stack>
        <thead>
          <Row>
            <HeadCell>{t('work:column.unit')}</HeadCell>
            <HeadCell>{t('work:column.position')}</HeadCell>
            <HeadCell>{t('work:column.category')}</HeadCell>
            <HeadCell>{t('work:column.from')}</HeadCell>
            <HeadCell>{t('work:column.until')}</HeadCell>
            <HeadCell>{t('work:column.note')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {posts.map((post) => {
            const last = lastDayOf(post.validTo);
            return (
              <Row key={`${post.unitCode} ${post.validFrom} ${post.positionVi}`}>
                <Cell name className="font-normal">
                  {lang === 'vi' ? post.unitVi : post.unitEn}
                </Cell>
                <Cell label={t('work:column.position')} className="[&::before]:shrink-0">
                  {(lang === 'vi' ? post.positionVi : post.positionEn) || NO_DATA}
                </Cell>
                <Cell label={t('work:column.category')} className="whitespace-nowrap">
                  {t(`work:category_label.${post.category}`)}
                </Cell>
                <Cell label={t('work:column.from')}>{formatDate(post.validFrom)}</Cell>
                <Cell label={t('work:column.until')}>
                  {last === null ? t('work:person.now') : formatDate(last)}
                </Cell>
                <Cell className="whitespace-nowrap">
                  {post.isPrimary ? t('work:person.primary') : t('work:person.secondary')}
                </Cell>
              </Row>
            );
          })}
          {posts.length === 0 && <EmptyRow span={6}>{t('work:person.no_posts')}</EmptyRow>}
        </tbody>
      </Table>
    </TableCard>
  );
}
