import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { BreakdownCards } from '~/components/work/breakdown-cards';
import { FigureCard, GapCard } from '~/components/work/indicator-figure';
import { MomentForm } from '~/components/work/moment-form';
import { momentParams, pathWith, readMoment, type ReadMoment } from '~/components/work/moment';
import { peopleHref } from '~/components/work/people-links';
import { RuleCard, RuleChip } from '~/components/work/provenance';
import { SeriesChart } from '~/components/work/series-chart';
import { searchUnits } from '~/components/work/unit-search';
import { UnitTable } from '~/components/work/unit-table';
import { Button } from '~/components/ui/button';
import { Card, CardBody, CardHeading } from '~/components/ui/card';
import { Printer } from '~/components/ui/icons';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { getIndicatorPage, type IndicatorPage } from '~/proficiency/indicator.server';

export const handle: PageHandle = { frame: 'work', nav: 'indicator', role: 'leader' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/indicator';
/** As many units as a page shows without being asked for all. */
const FIRST_UNITS = 25;

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'indicator.read');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const { moment, typed, errors } = readMoment(params);
  const view = { search: (params.get('q') ?? '').trim().slice(0, 80), isAll: params.has('all') };
  const title = i18nFor(lang).t('common:page_title', { title: i18nFor(lang).t('common:nav.indicator') });
  const base = { lang, moment, typed, view, title };
  const refused = (problems: ReadMoment['errors']) =>
    data({ ...base, errors: problems, figure: null as IndicatorPage | null }, { status: 400 });
  if (errors.asOf || errors.knownAt) return refused(errors);
  return answer(() => {
    try {
      const figure = getIndicatorPage(ctx, moment);
      return data({ ...base, errors, figure: figure as IndicatorPage | null });
    } catch (error) {
      if (error instanceof AppError && error.fields.knownAt) return refused({ knownAt: 'too_recent' });
      throw error;
    }
  });
}

export default function IndicatorRoute() {
  const { t } = useTranslation();
  const { lang, moment, typed, errors, figure, view } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-work-title">{t('work:indicator.title')}</h1>
      <p className="text-ink-2">{t('work:indicator.subtitle')}</p>
      <div className="mt-3 mb-4 flex flex-wrap items-start justify-between gap-3">
        <MomentForm
          action={PATH}
          asOf={figure?.asOf ?? moment.asOf ?? ''}
          newestAt={figure && figure.tx.id > 0 ? figure.tx.at : null}
          {...{ typed, errors, lang }}
        />
        {figure && (
          <Button
            size={36}
            icon={Printer}
            type="button"
            data-print=""
            hidden
            className="no-print max-sm:hidden"
          >
            {t('common:print')}
          </Button>
        )}
      </div>
      {figure && <IndicatorBody {...{ figure, moment, view, lang }} />}
    </>
  );
}

interface BodyProps {
  figure: IndicatorPage;
  moment: ReadMoment['moment'];
  view: { search: string; isAll: boolean };
  lang: 'vi' | 'en';
}

function IndicatorBody({ figure, moment, view, lang }: BodyProps) {
  const { t } = useTranslation();
  const { asOf, target, compare, breakAt } = figure;
  const shown = { ...moment, asOf };
  const isBroken = compare.asOf < breakAt && breakAt <= asOf;
  const people = (conditions: Record<string, string | undefined> = {}) => peopleHref(shown, conditions);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 items-stretch gap-4 lg:grid-cols-[1.2fr_1fr]">
        <FigureCard
          figure={figure}
          target={target}
          earlier={isBroken ? null : compare}
          metHref={people({ met: 'yes' })}
          countedHref={people()}
          note={
            figure.provisional && (
              <p className="mt-3">
                <RuleChip rule={figure.rule} />
              </p>
            )
          }
          lang={lang}
        />
        <GapCard
          figure={figure}
          target={target}
          reported={figure.reported}
          missingHref={people({ met: 'no' })}
          lang={lang}
        />
      </div>
      <Card density="work" labelledBy="series-title">
        <CardBody>
          <CardHeading density="work" id="series-title">
            {t('work:series.title')}
          </CardHeading>
          <SeriesChart
            points={figure.series}
            target={target}
            lang={lang}
            hrefOf={(day, met) => peopleHref({ ...moment, asOf: day }, { met: met ? 'yes' : undefined })}
          />
        </CardBody>
      </Card>
      <BreakdownCards
        parts={{ level: figure.byLevel, block: figure.byBlock, category: figure.byCategory }}
        target={target}
        lang={lang}
        hrefOf={(by, key) => people({ [by]: key })}
      />
      <Units {...{ figure, moment, view, lang }} comparedWith={isBroken ? null : compare.asOf} />
      <RuleCard asOf={asOf} tx={figure.tx} rule={figure.rule} lang={lang} />
    </div>
  );
}

function Units({ figure, moment, view, lang, comparedWith }: BodyProps & { comparedWith: string | null }) {
  const shown = { ...moment, asOf: figure.asOf };
  const found = searchUnits(figure.units, view.search);
  const unlisted = searchUnits(figure.unlisted, view.search);
  const isCut = !view.isAll && view.search === '' && found.length + unlisted.length > FIRST_UNITS;
  const more = view.search === '' ? { all: 1 } : {};
  return (
    <UnitTable
      units={isCut ? found.slice(0, FIRST_UNITS) : found}
      unlisted={isCut ? [] : unlisted}
      total={figure.units.length + figure.unlisted.length}
      search={view.search}
      keep={momentParams(moment)}
      allHref={
        isCut || view.search !== '' ? `${pathWith(PATH, { ...momentParams(moment), ...more })}#units` : null
      }
      comparedWith={comparedWith}
      target={figure.target}
      lang={lang}
      hrefOf={(unit, met) => peopleHref(shown, { unit, own: '1', ...(met ? { met: 'yes' as const } : {}) })}
    />
  );
}
