import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { ROLES } from '~/access/roles';
import { getSettings } from '~/access/settings.server';
import { GrantForm } from '~/components/account/grant-forms';
import { readTypedGrant, type TypedGrant } from '~/components/account/grant-filter';
import { GrantPreviewCard, GrantRefusal } from '~/components/account/grant-preview';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { isoOf } from '~/http/typed-date';
import { fileFaultOf, readUploadForm } from '~/http/uploads';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { formatDate } from '~/office/formats';
import { giveGrant, listGivableRoles, previewGrant } from '~/organisation/grants.server';
import { listScopeUnits } from '~/organisation/units.server';

export const handle: PageHandle = { frame: 'work', nav: 'grants' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

/** What the use case refuses in words of the form; everything else is a page of its own. */
const IN_WORDS = new Set(['invalid_input', 'conflict', 'own_account', 'out_of_scope', 'closed', 'too_large']);

function inputOf(typed: TypedGrant) {
  const role = ROLES.find((known) => known === typed.role);
  const missing: Record<string, string> = {
    ...(typed.account === '' ? { account: 'missing' } : {}),
    ...(role ? {} : { role: 'missing' }),
    ...(role && role !== 'operator' && typed.unit === '' ? { unit: 'missing' } : {}),
  };
  if (!role || Object.keys(missing).length > 0) return { missing };
  return {
    input: {
      username: typed.account,
      role,
      unitCode: role === 'operator' ? null : typed.unit,
      from: isoOf(typed.from),
      lastDay: typed.lastDay === '' ? null : isoOf(typed.lastDay),
    },
  };
}

const refusalOf = (error: AppError) => ({ code: error.code, detail: error.detail, errors: error.fields });

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'grant.give');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const typed = readTypedGrant(params);
  if (typed.from === '') typed.from = formatDate(dateOf(ctx.now));
  const { t } = i18nFor(lang);
  const page = {
    typed,
    lang,
    title: t('common:page_title', { title: t('grants:give') }),
  };
  return answer(() => {
    const { uploadMegabytes: megabytes } = getSettings(ctx.db);
    const choices = { megabytes, roles: listGivableRoles(ctx), units: listScopeUnits(ctx, 'grant.give') };
    if (!params.has('preview')) return data({ ...page, ...choices, preview: null, refusal: null });
    const { input, missing } = inputOf(typed);
    if (!input) {
      const refusal = { code: 'invalid_input' as const, detail: {}, errors: missing };
      return data({ ...page, ...choices, preview: null, refusal }, { status: 400 });
    }
    try {
      return data({ ...page, ...choices, preview: previewGrant(ctx, input), refusal: null });
    } catch (error) {
      if (!(error instanceof AppError) || !IN_WORDS.has(error.code)) throw error;
      return data(
        { ...page, ...choices, preview: null, refusal: refusalOf(error) },
        { status: error.status },
      );
    }
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'grant.give');
  const { text, file } = await answer(() => readUploadForm(args.request, { file: 'scan' }));
  const { input } = inputOf(readTypedGrant({ get: text }));
  const [document, reason] = [text('document').slice(0, 1000), text('reason').slice(0, 1000)];
  try {
    if (!input) throw new AppError('invalid_input');
    const { id } = giveGrant(ctx, { ...input, document, reason, scan: file });
    return redirectWithFlash(args.context, `/grants/${id}`, { key: 'grant_given' });
  } catch (error) {
    if (!(error instanceof AppError) || !IN_WORDS.has(error.code)) {
      return answer(() => Promise.reject(error as Error));
    }
    return data(
      { document, reason, scan: fileFaultOf(error), ...refusalOf(error) },
      { status: error.status },
    );
  }
}

export default function NewGrantPage() {
  const { t } = useTranslation();
  const { typed, roles, units, preview, refusal, megabytes, lang } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <>
      <h1 className="text-work-title">{t('grants:give')}</h1>
      <p className="mb-4 max-w-reading text-ink-2">{t('grants:give_text')}</p>
      {refusal && <GrantRefusal {...refusal} />}
      <GrantForm {...{ typed, roles, units, lang }} errors={refusal?.errors ?? {}} />
      {preview && <GrantPreviewCard {...{ preview, typed, megabytes, lang }} refused={refused ?? null} />}
    </>
  );
}
