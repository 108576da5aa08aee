import { useTranslation } from 'react-i18next';
import type { Role } from '~/access/roles';
import type { ViewKind } from '~/access/view-kinds';
import { formatInstant, formatInteger, NO_DATA } from '~/office/formats';
import { ButtonLink } from '../ui/button';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';
import { ChevronRight } from '../ui/icons';
import type { Lang } from '../work/words';

export interface ShownViewer {
  username: string;
  fullName: string | null;
  unitVi: string | null;
  unitEn: string | null;
  roles: Role[];
}

export interface SeenByTablesProps {
  seen: {
    views: { id: number; at: number; viewer: ShownViewer | null; kind: ViewKind | null }[];
    olderViews: number | null;
    exports: {
      id: number;
      at: number;
      viewer: ShownViewer | null;
      actorName: string;
      kind: string;
      rows: number;
    }[];
    olderExports: number | null;
    unknownExports: number;
    retentionDays: number;
  };
  hrefOf: (page: { view?: number; file?: number }) => string;
  density: 'work' | 'learner';
  lang: Lang;
}

/** Who opened a page and who exported a file with somebody's name, newest first. */
export function SeenByTables({ seen, hrefOf, density, lang }: SeenByTablesProps) {
  const { t } = useTranslation();
  const heading = density === 'work' ? 'text-work-heading' : 'text-heading';
  const head = (last: string, more?: string) => (
    <thead>
      <Row>
        <HeadCell>{t('trail:views.column.time')}</HeadCell>
        <HeadCell>{t('trail:views.column.who')}</HeadCell>
        <HeadCell>{t('trail:views.column.unit')}</HeadCell>
        <HeadCell>{t('trail:views.column.role')}</HeadCell>
        <HeadCell>{last}</HeadCell>
        {more && <HeadCell align="right">{more}</HeadCell>}
      </Row>
    </thead>
  );
  const older = (href: string) => (
    <TableFoot>
      <ButtonLink
        size={density === 'work' ? 30 : 44}
        href={href}
        iconRight={ChevronRight}
        className="ml-auto"
      >
        {t('trail:older')}
      </ButtonLink>
    </TableFoot>
  );
  return (
    <div className="grid grid-cols-1 gap-6">
      <section aria-labelledby="seen-pages" className="grid grid-cols-1 gap-2">
        <h2 id="seen-pages" className={heading}>
          {t('trail:views.pages')}
        </h2>
        <p className="text-ink-2">{t('trail:views.kept', { count: seen.retentionDays })}</p>
        <TableCard>
          <Table caption={t('trail:views.pages')} density={density} stack>
            {head(t('trail:views.column.page'))}
            <tbody>
              {seen.views.map(({ id, at, viewer, kind }) => (
                <Row key={id}>
                  <Cell label={t('trail:views.column.time')}>{formatInstant(at, lang)}</Cell>
                  <ViewerCells viewer={viewer} name={t('trail:views.gone')} lang={lang} />
                  <Cell label={t('trail:views.column.page')}>
                    {kind ? t(`trail:view.${kind}`) : t('trail:view.other')}
                  </Cell>
                </Row>
              ))}
              {seen.views.length === 0 && (
                <EmptyRow span={5}>
                  <b>{t('trail:views.none')}</b>
                  <span className="block text-ink-2">{t('trail:views.none_text')}</span>
                </EmptyRow>
              )}
            </tbody>
          </Table>
          {seen.olderViews !== null && older(hrefOf({ view: seen.olderViews }))}
        </TableCard>
      </section>
      <section aria-labelledby="seen-files" className="grid grid-cols-1 gap-2">
        <h2 id="seen-files" className={heading}>
          {t('trail:views.files')}
        </h2>
        <TableCard>
          <Table caption={t('trail:views.files')} density={density} stack>
            {head(t('trail:views.column.file'), t('trail:views.column.rows'))}
            <tbody>
              {seen.exports.map(({ id, at, viewer, actorName, kind, rows }) => (
                <Row key={id}>
                  <Cell label={t('trail:views.column.time')}>{formatInstant(at, lang)}</Cell>
                  <ViewerCells
                    viewer={viewer}
                    name={t('trail:views.machine', { name: actorName })}
                    lang={lang}
                  />
                  <Cell label={t('trail:views.column.file')}>
                    <FileWords kind={kind} />
                  </Cell>
                  <Cell label={t('trail:views.column.rows')} align="right">
                    {formatInteger(rows, lang)}
                  </Cell>
                </Row>
              ))}
              {seen.exports.length === 0 && <EmptyRow span={6}>{t('trail:views.no_files')}</EmptyRow>}
            </tbody>
          </Table>
          {seen.olderExports !== null && older(hrefOf({ file: seen.olderExports }))}
        </TableCard>
        {seen.unknownExports > 0 && (
          <p className="text-small text-ink-3">{t('trail:views.unknown', { count: seen.unknownExports })}</p>
        )}
      </section>
    </div>
  );
}

function ViewerCells({ viewer, name, lang }: { viewer: ShownViewer | null; name: string; lang: Lang }) {
  const { t } = useTranslation();
  const { username = '', fullName = null, unitVi = null, unitEn = null, roles = [] } = viewer ?? {};
  const who = fullName ?? (viewer ? t('trail:views.no_person', { name: username }) : name);
  return (
    <>
      <Cell name className="font-normal">
        <b>{who}</b>
      </Cell>
      <Cell label={t('trail:views.column.unit')}>{(lang === 'vi' ? unitVi : unitEn) ?? NO_DATA}</Cell>
      <Cell label={t('trail:views.column.role')}>
        {roles.map((role) => t(`common:role.${role}`)).join(', ') || NO_DATA}
      </Cell>
    </>
  );
}

/** roster.xlsx and trail.csv in words; others by their name. */
function FileWords({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const [what, format = ''] = kind.split('.');
  const named = { format: format.toUpperCase() };
  if (what === 'roster') return t('trail:file.roster', named);
  if (what === 'trail') return t('trail:file.trail', named);
  return t('trail:file.other', { name: kind });
}
