import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { accountCard } from '~/access/accounts.server';
import { AppError } from '~/access/errors';
import { rolesOn } from '~/access/policy';
import type { Role } from '~/access/roles';
import { listMyExams } from '~/assessment/attempts.server';
import { ConfirmationCard } from '~/components/learner/confirmation-card';
import { ExamCard } from '~/components/learner/exam-card';
import { HomeHead } from '~/components/learner/home-head';
import { homeStep, wantedModules } from '~/components/learner/home-step';
import { inWords } from '~/components/learner/in-words';
import { ModuleList } from '~/components/learner/module-list';
import { NextStepCard } from '~/components/learner/next-step-card';
import { WhyRequired } from '~/components/learner/why-required';
import { Card, CardHead } from '~/components/ui/card';
import { answer, factorAddress, preferencesOf, requireCtx } from '~/http/context.server';
import { homeOf, type PageHandle } from '~/http/handle';
import { listCourses, nextStep } from '~/learning/courses.server';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { salutation } from '~/organisation/names';
import { listOwnConfirmations } from '~/proficiency/register.server';
import { moduleStanding } from '~/proficiency/standing.server';

export const handle: PageHandle = { frame: 'learner', nav: 'home' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  return answer(() => {
    const today = dateOf(ctx.now);
    const held = rolesOn(ctx.actor.grants, today);
    // An account whose every role waits for a second factor has nothing else to begin with.
    if (held.length === 0 && ctx.actor.withheld?.length) throw redirect(factorAddress(args));
    if (ctx.actor.personId === null || !held.includes('learner')) throw redirect(otherHome(held));
    const card = accountCard(ctx.db, ctx.actor.accountId ?? 0, today);
    const standing = moduleStanding(ctx);
    const wanted = wantedModules(standing);
    const courses = listCourses(ctx, { lang });
    const exams = listMyExams(ctx);
    const confirmation = listOwnConfirmations(ctx).find(({ state }) => state === 'valid') ?? null;
    const study = wanted.length > 0 ? nextStep(ctx, { lang, modules: wanted }) : null;
    const required = standing.modules.length;
    const dueDates = courses.flatMap(({ module, dueOn }) =>
      dueOn && wanted.includes(module) ? [dueOn] : [],
    );
    return {
      lang,
      today,
      who: salutation(card?.sex ?? 'unknown', card?.fullName ?? ctx.actor.name, lang),
      standing,
      courses,
      dueOn: dueDates.sort()[0] ?? null,
      step: homeStep({ required, wanted, study, exams, courses, confirmation }),
      exams: exams.filter(({ module }) => wanted.includes(module)),
      confirmation,
      title: i18nFor(lang).t('common:page_title', { title: i18nFor(lang).t('common:nav.home') }),
    };
  });
}

/** The first page of somebody who is no learner here. */
function otherHome(held: Role[]): string {
  const role = held.find((one) => one !== 'learner');
  if (!role) throw new AppError('not_allowed');
  return homeOf(role);
}

export default function HomePage() {
  const { t } = useTranslation();
  const { lang, today, who, standing, courses, dueOn, step, exams, confirmation } =
    useLoaderData<typeof loader>();
  const { modules, missing, rule } = standing;
  const count = modules.length;
  return (
    <>
      <HomeHead lang={lang} today={today} who={who} standing={standing} dueOn={dueOn} />
      <div className="mt-6 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21.5rem] lg:gap-6">
        <div className="grid gap-5">
          {step && <NextStepCard step={step} lang={lang} />}
          {rule && count > 0 && (
            <Card labelledBy="modules">
              <CardHead
                id="modules"
                ground="line"
                aside={<WhyRequired rule={rule} count={count} lang={lang} />}
              >
                <span className="block first-letter:uppercase">
                  {t('learner:home.modules', { count, number: inWords(t, count, lang) })}
                </span>
              </CardHead>
              <ModuleList modules={modules} courses={courses} lang={lang} />
            </Card>
          )}
        </div>
        <div className="grid gap-5">
          <ExamCard exams={exams} lang={lang} />
          {count > 0 && (
            <ConfirmationCard
              count={count}
              missing={missing}
              confirmation={confirmation}
              lang={lang}
              plain={step?.kind === 'confirmed'}
            />
          )}
        </div>
      </div>
    </>
  );
}
