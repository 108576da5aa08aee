import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { isSecure, preferencesOf, safePath } from '~/http/context.server';
import { CONTRASTS, LANGUAGES, preferencesCookie, TEXT_SIZES } from '~/http/cookies';

export const loader = () => redirect('/');

/** Language, text size and contrast: one small form each, posted from any page, back to where it stood. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const given = (name: string) => String(form.get(name) ?? '');
  const before = preferencesOf({ request });
  const preferences = {
    lang: LANGUAGES.find((lang) => lang === given('lang')) ?? before.lang,
    size: TEXT_SIZES.find((size) => size === given('size')) ?? before.size,
    contrast: CONTRASTS.find((contrast) => contrast === given('contrast')) ?? before.contrast,
  };
  return redirect(safePath(withoutLang(given('redirectTo'))), {
    headers: { 'Set-Cookie': preferencesCookie(preferences, isSecure(context)) },
  });
}

/** An address that names a language would win over the choice just made. */
function withoutLang(path: string): string {
  const [before, query] = path.split('?');
  if (query === undefined) return path;
  const params = new URLSearchParams(query);
  params.delete('lang');
  return params.size > 0 ? `${before}?${params.toString()}` : (before ?? '/');
}
