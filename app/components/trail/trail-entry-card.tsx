import { useTranslation } from 'react-i18next';
import { trailWords } from '~/locales/trail-words';
import { Card, CardBody, CardHeading } from '../ui/card';
import { Cell, HeadCell, Row, Table } from '../ui/table';
import type { Lang } from '../work/words';
import { ObjectWords, type ShownLine } from './trail-table';

export interface TrailEntryCardProps {
  line: ShownLine & { detailHash: string; detailFits: boolean };
  lang: Lang;
}

/** One entry in full: reason, what was before and after, and what its detail was sealed with. */
export function TrailEntryCard({ line, lang }: TrailEntryCardProps) {
  const { t } = useTranslation();
  const words = trailWords(t, lang);
  const { detail } = line;
  const title = words.action(line);
  const isEmpty = detail.changes.length + detail.facts.length === 0;
  return (
    <Card density="work" labelledBy={`entry-${line.id}`}>
      <CardBody>
        <CardHeading density="work" level={3} id={`entry-${line.id}`}>
          {title}
        </CardHeading>
        <p className="mt-1">
          <ObjectWords line={line} lang={lang} />
        </p>
        {detail.reason && (
          <p className="mt-2 font-semibold">{t('trail:reason', { reason: detail.reason })}</p>
        )}
        {detail.erased && <p className="mt-2 text-ink-2">{t('trail:erased')}</p>}
        {!detail.erased && !detail.reason && isEmpty && (
          <p className="mt-2 text-ink-3">{t('trail:no_detail')}</p>
        )}
        {detail.changes.length > 0 && (
          <div className="mt-3">
            <Table caption={title} stack>
              <thead>
                <Row>
                  <HeadCell>{t('trail:field')}</HeadCell>
                  <HeadCell>{t('trail:before')}</HeadCell>
                  <HeadCell>{t('trail:after')}</HeadCell>
                </Row>
              </thead>
              <tbody>
                {detail.changes.map((one, index) => (
                  <Row key={index}>
                    <Cell name className="font-normal">
                      {words.place(one)}
                    </Cell>
                    <Cell label={t('trail:before')} className="wrap-anywhere">
                      {words.value(one.before, one)}
                    </Cell>
                    <Cell label={t('trail:after')} className="wrap-anywhere">
                      {words.value(one.after, one)}
                    </Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          </div>
        )}
        {detail.facts.length > 0 && (
          <dl className="facts facts-dense mt-3">
            {detail.facts.map((one, index) => (
              <div key={index}>
                <dt>{words.place(one)}</dt>
                <dd className="wrap-anywhere">{words.value(one.value, one)}</dd>
              </div>
            ))}
          </dl>
        )}
        <p className="mt-3 text-small wrap-anywhere text-ink-3">
          {t('trail:tx.detail_hash')}: <span className="font-mono">{line.detailHash}</span>
          {!detail.erased && ` · ${line.detailFits ? t('trail:tx.detail_fits') : t('trail:tx.detail_fails')}`}
        </p>
      </CardBody>
    </Card>
  );
}
