/** The cookies of Thạo. The session's is the only one that matters; preferences are plain choices of display. */
export const SESSION_COOKIE = 'thao_session';
export const PREFERENCES_COOKIE = 'thao_display';
export const FLASH_COOKIE = 'thao_flash';
/** Tokens of what is half done: a sign-in that waits for its code, and a question to a passkey, which may be dropped. */
export const STEP_COOKIE = 'thao_step';
export const PASSKEY_COOKIE = 'thao_passkey';
/** Names the step of a sign-in while the browser is at the provider; it must come back with a redirect from there. */
export const PROVIDER_COOKIE = 'thao_oidc';

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const TEXT_SIZES = ['100', '115', '130'] as const;
/** "system" follows the system's own setting. */
export const CONTRASTS = ['system', 'standard', 'more'] as const;

export interface Preferences {
  lang: Language;
  size: (typeof TEXT_SIZES)[number];
  contrast: (typeof CONTRASTS)[number];
}

export function readCookie(header: string | null | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) {
      try {
        return decodeURIComponent(part.slice(at + 1).trim());
      } catch {
        return null;
      }
    }
  }
  return null;
}

/** `secure` follows the public address: on plain http a Secure cookie would never come back. */
export function cookie(
  name: string,
  value: string,
  options: { secure: boolean; maxAge?: number; httpOnly?: boolean },
): string {
  const parts = [`${name}=${encodeURIComponent(value)}`, 'Path=/', 'SameSite=Lax'];
  if (options.httpOnly !== false) parts.push('HttpOnly');
  if (options.secure) parts.push('Secure');
  if (options.maxAge !== undefined) parts.push(`Max-Age=${options.maxAge}`);
  return parts.join('; ');
}

/** Reads "vi.100.system"; anything unknown falls back. `query` is the address's ?lang=. */
export function readPreferences(header: string | null, query: string | null): Preferences {
  const [lang, size, contrast] = (readCookie(header, PREFERENCES_COOKIE) ?? '').split('.');
  const pick = <T extends string>(list: readonly T[], value: string | null | undefined): T | undefined =>
    list.find((item) => item === value);
  return {
    lang: pick(LANGUAGES, query) ?? pick(LANGUAGES, lang) ?? 'vi',
    size: pick(TEXT_SIZES, size) ?? '100',
    contrast: pick(CONTRASTS, contrast) ?? 'system',
  };
}

export function preferencesCookie(preferences: Preferences, secure: boolean): string {
  const value = `${preferences.lang}.${preferences.size}.${preferences.contrast}`;
  return cookie(PREFERENCES_COOKIE, value, { secure, maxAge: 365 * 24 * 3600 });
}
