import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { logView } from '~/access/views.server';
import { Card, CardBody, CardHeading } from '~/components/ui/card';
import { Chip } from '~/components/ui/chip';
import { DefinitionList } from '~/components/ui/definition-list';
import { readMoment } from '~/components/work/moment';
import { EvidenceTable, PostsTable, StandingTable } from '~/components/work/person-tables';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatDate, formatDateLong, NO_DATA } from '~/office/formats';
import { getPersonCard, type PersonCard } from '~/organisation/people.server';
import { listEvidence } from '~/proficiency/evidence.server';
import { moduleStanding } from '~/proficiency/standing.server';

export const handle: PageHandle = { frame: 'work' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'person.read');
  const { lang } = preferencesOf(args);
  const staffCode = args.params.staffCode ?? '';
  const { moment, errors } = readMoment(new URL(args.request.url).searchParams);
  const { t } = i18nFor(lang);
  return answer(() => {
    if (errors.asOf) throw new AppError('invalid_input', {}, errors);
    const person = getPersonCard(ctx, { staffCode });
    const { rule, ...standing } = moduleStanding(ctx, { staffCode, on: moment.asOf });
    logView(ctx, { kind: 'person', personIds: [person.personId], requestId: args.context.requestId });
    return {
      person,
      standing,
      rule: rule && {
        code: rule.code,
        version: rule.version,
        validFrom: rule.validFrom,
        decided: rule.decision !== null,
      },
      evidence: listEvidence(ctx, { personId: person.personId }),
      lang,
      title: t('common:page_title', { title: person.fullName }),
    };
  });
}

export default function PersonPage() {
  const { t } = useTranslation();
  const { person, standing, rule, evidence, lang } = useLoaderData<typeof loader>();
  const { on, met, missing, modules, expiring } = standing;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-work-title">{person.fullName}</h1>
        {rule && (
          <Chip kind={met ? (expiring.length > 0 ? 'nearExpiry' : 'met') : 'missing'}>
            {met
              ? expiring.length > 0
                ? t('work:result.expiring')
                : t('work:result.met')
              : t('work:result.missing_modules', { modules: missing.join(', ') })}
          </Chip>
        )}
      </div>
      <p className="mb-3 text-ink-2">
        {person.staffCode} · {t('work:person.as_of', { date: formatDate(on) })}
      </p>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <StandingTable modules={modules} lang={lang} />
          <EvidenceTable items={evidence} day={on} lang={lang} />
          <PostsTable posts={person.posts} lang={lang} />
        </div>
        <Profile person={person} lang={lang} on={on} />
      </div>
      <p className="mt-4 text-small text-ink-3">
        {rule
          ? t('work:person.rule', {
              code: rule.code,
              version: rule.version,
              date: formatDate(rule.validFrom),
            })
          : t('work:provenance.no_rule')}{' '}
        {rule && !rule.decided && `${t('work:rule.provisional')}.`}
      </p>
    </>
  );
}

function Profile({ person, on, lang }: { person: PersonCard; on: string; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const post = person.posts.find(
    ({ isPrimary, validFrom, validTo }) => isPrimary && validFrom <= on && on < validTo,
  );
  const { birthDate, birthPrecision } = person.identity ?? {};
  const birth =
    birthDate &&
    (birthPrecision === 'day'
      ? formatDate(birthDate)
      : formatDateLong(birthDate, lang, birthPrecision ?? 'day'));
  return (
    <Card density="work" labelledBy="profile-title" className="max-lg:order-first">
      <CardBody>
        <CardHeading density="work" id="profile-title">
          {t('work:person.profile')}
        </CardHeading>
        <DefinitionList
          look="dense"
          className="mt-2 sm:[&>div]:grid-cols-[7rem_minmax(0,1fr)]"
          rows={[
            { term: t('work:column.staff_code'), value: person.staffCode },
            ...(person.identity
              ? [
                  { term: t('work:person.birth'), value: birth || NO_DATA },
                  { term: t('work:person.sex'), value: t(`work:sex.${person.identity.sex}`) },
                ]
              : []),
            {
              term: t('work:column.unit'),
              value: (post && (lang === 'vi' ? post.unitVi : post.unitEn)) || NO_DATA,
            },
            {
              term: t('work:column.position'),
              value: (post && (lang === 'vi' ? post.positionVi : post.positionEn)) || NO_DATA,
            },
            {
              term: t('work:column.category'),
              value: post ? t(`work:category_label.${post.category}`) : NO_DATA,
            },
            {
              term: t('work:person.state'),
              value: person.state ? t(`work:person_state.${person.state}`) : NO_DATA,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
