import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { logView } from '~/access/views.server';
import { SealCard } from '~/components/trail/seal-card';
import { TrailEntryCard } from '~/components/trail/trail-entry-card';
import { Actor } from '~/components/trail/trail-table';
import { Callout } from '~/components/ui/callout';
import { Card, CardBody, CardHeading } from '~/components/ui/card';
import { DefinitionList } from '~/components/ui/definition-list';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatInstant, formatInteger } from '~/office/formats';
import { getTrailTx } from '~/operations/trail.server';

export const handle: PageHandle = { frame: 'work', nav: 'trail', role: 'auditor' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'trail.read');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  const text = args.params.txId ?? '';
  return answer(() => {
    // An address that cannot be a transaction answers as one that is not there.
    const txId = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
    const { personIds, ...tx } = getTrailTx(ctx, { txId });
    logView(ctx, { kind: 'trail', personIds, filter: { txId }, requestId: args.context.requestId });
    const title = t('common:page_title', {
      title: t('trail:tx.title', { number: formatInteger(txId, lang) }),
    });
    return { tx, lang, title };
  });
}

export default function TrailTxPage() {
  const { t } = useTranslation();
  const { tx, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <p className="no-print">
        <a href="/trail">{t('trail:tx.back')}</a>
      </p>
      <h1 className="mb-3 text-work-title">{t('trail:tx.title', { number: formatInteger(tx.id, lang) })}</h1>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <section aria-labelledby="entries-title" className="grid min-w-0 grid-cols-1 gap-3">
          <h2 id="entries-title" className="text-work-heading">
            {t('trail:tx.entries')}
          </h2>
          {tx.isPart && (
            <Callout kind="note" dense>
              {t('trail:tx.part')}
            </Callout>
          )}
          {tx.lines.length === 0 && <p className="text-ink-2">{t('trail:tx.empty')}</p>}
          {tx.lines.map((line) => (
            <TrailEntryCard key={line.id} line={line} lang={lang} />
          ))}
        </section>
        <div className="grid min-w-0 gap-4 max-lg:order-first">
          <Card density="work" labelledBy="facts-title">
            <CardBody>
              <CardHeading density="work" id="facts-title">
                {t('trail:tx.facts')}
              </CardHeading>
              <DefinitionList
                look="dense"
                className="mt-2"
                rows={[
                  { term: t('trail:tx.time'), value: formatInstant(tx.at, lang) },
                  { term: t('trail:tx.actor'), value: <Actor {...tx.actor} /> },
                  { term: t('trail:tx.command'), value: tx.command },
                ]}
              />
            </CardBody>
          </Card>
          <SealCard {...tx} />
        </div>
      </div>
    </>
  );
}
