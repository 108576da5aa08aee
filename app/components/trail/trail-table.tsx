import { useTranslation } from 'react-i18next';
import type { TrailDetail } from '~/access/trail-detail';
import { trailWords, type SpokenLine } from '~/locales/trail-words';
import { dateOf } from '~/office/dates';
import { formatDate, formatInteger, formatTime } from '~/office/formats';
import { ButtonLink } from '../ui/button';
import { Cell, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';
import { Icon } from '../ui/icon';
import { ArrowRight, ChevronLeft, ChevronRight } from '../ui/icons';
import type { Lang } from '../work/words';

export interface ShownLine extends SpokenLine {
  id: number;
  txId: number;
  at: number;
  actor: { name: string; fullName: string | null };
  command: string;
}

export interface TrailTableProps {
  lines: ShownLine[];
  lang: Lang;
  newerHref: string | null;
  olderHref: string | null;
  newestHref: string;
}

/** Entries in words, newest first. */
export function TrailTable({ lines, lang, newerHref, olderHref, newestHref }: TrailTableProps) {
  const { t } = useTranslation();
  const words = trailWords(t, lang);
  return (
    <TableCard>
      <Table caption={t('trail:title')} stack>
        <thead>
          <Row>
            <HeadCell>{t('trail:column.time')}</HeadCell>
            <HeadCell>{t('trail:column.actor')}</HeadCell>
            <HeadCell>{t('trail:column.action')}</HeadCell>
            <HeadCell>{t('trail:column.object')}</HeadCell>
            <HeadCell>{t('trail:column.detail')}</HeadCell>
            <HeadCell align="right">{t('trail:column.tx')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.id}>
              <Cell label={t('trail:column.time')} className="align-top whitespace-nowrap">
                <span>
                  {formatTime(line.at)}{' '}
                  <span className="text-ink-3 sm:block">{formatDate(dateOf(line.at))}</span>
                </span>
              </Cell>
              <Cell label={t('trail:column.actor')} className="align-top sm:min-w-36">
                <Actor {...line.actor} />
              </Cell>
              <Cell name className="align-top font-normal sm:min-w-40">
                <b>{words.action(line)}</b>
                <span className="block text-small text-ink-3">{line.command}</span>
              </Cell>
              <Cell label={t('trail:column.object')} className="align-top">
                <ObjectWords line={line} lang={lang} />
              </Cell>
              <Cell label={t('trail:column.detail')} className="align-top">
                <div>
                  <DetailWords detail={line.detail} lang={lang} short />
                </div>
              </Cell>
              <Cell label={t('trail:column.tx')} align="right" className="align-top">
                <a
                  href={`/trail/${line.txId}`}
                  aria-label={t('trail:open_tx', { number: formatInteger(line.txId, lang) })}
                >
                  {formatInteger(line.txId, lang)}
                </a>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {(newerHref || olderHref) && (
        <TableFoot>
          <nav aria-label={t('trail:turns')} className="no-print ml-auto flex flex-wrap items-center gap-2">
            {newerHref && (
              <a href={newestHref} className="link mr-2">
                {t('trail:newest')}
              </a>
            )}
            {newerHref && (
              <ButtonLink size={30} href={newerHref} icon={ChevronLeft} rel="prev">
                {t('trail:newer')}
              </ButtonLink>
            )}
            {olderHref && (
              <ButtonLink size={30} href={olderHref} iconRight={ChevronRight} rel="next">
                {t('trail:older')}
              </ButtonLink>
            )}
          </nav>
        </TableFoot>
      )}
    </TableCard>
  );
}

export function Actor({ name, fullName }: ShownLine['actor']) {
  return (
    <>
      {fullName ?? name}
      {fullName && <span className="block text-small text-ink-3">{name}</span>}
    </>
  );
}

/** The object with its kind; a link where it has a page. */
export function ObjectWords({ line, lang }: { line: SpokenLine; lang: Lang }) {
  const { t } = useTranslation();
  const words = trailWords(t, lang);
  const name = words.objectName(line);
  const href = pageOf(line);
  return (
    <>
      <span className="text-small text-ink-3">{words.kind(line)}</span>
      <span className="block wrap-anywhere">{href ? <a href={href}>{name}</a> : name}</span>
    </>
  );
}

/** Where the object can be looked at: its own page, else that of the person it belongs to; null for none. */
function pageOf({ object: { known, id, name } }: SpokenLine): string | null {
  if (!name) return null;
  if (known === 'account') return `/accounts/${encodeURIComponent(name.code)}`;
  if (known === 'grant') return `/grants/${id}`;
  return name.staffCode === null ? null : `/people/${encodeURIComponent(name.staffCode)}`;
}

/** Reason, differences and facts; long hashes break, or are named by their beginning. */
export function DetailWords({
  detail,
  lang,
  short = false,
}: {
  detail: TrailDetail;
  lang: Lang;
  short?: boolean;
}) {
  const { t } = useTranslation();
  const words = trailWords(t, lang);
  const cut = (text: string) => (short ? text.replace(/\b([0-9a-f]{12})[0-9a-f]{28,}\b/g, '$1…') : text);
  const { erased, reason, changes, facts, more } = detail;
  if (erased) return <span className="text-ink-3">{t('trail:erased')}</span>;
  return (
    <>
      {reason && <span className="block font-semibold">{t('trail:reason', { reason })}</span>}
      {changes.map((one, index) => (
        <span key={index} className="block wrap-anywhere">
          <span className="text-ink-3">{words.place(one)}:</span>{' '}
          <span className="sr-only">{t('trail:before')}</span>
          <del className="wrap-anywhere">{words.value(one.before, one)}</del>{' '}
          <Icon of={ArrowRight} size={14} className="inline" />{' '}
          <span className="sr-only">{t('trail:after')}</span>
          <ins className="wrap-anywhere no-underline">{words.value(one.after, one)}</ins>
        </span>
      ))}
      {facts.length > 0 && (
        <span className="block">
          {facts.map((one, index) => (
            <span key={index}>
              {index > 0 && '; '}
              <span className="text-ink-3">{words.place(one)}:</span>{' '}
              <span className="wrap-anywhere">{cut(words.value(one.value, one))}</span>
            </span>
          ))}
        </span>
      )}
      {more > 0 && <span className="block text-small text-ink-3">{t('trail:more', { count: more })}</span>}
    </>
  );
}
