/**
 * On https every cookie of Thạo is called `__Host-thao_…` outside: a browser accepts such a name only with Secure, for
 * the whole site and without a Domain, so that no neighbouring host can plant one. Inside the names are plain; the
 * translation happens here, at the edge, once for each direction.
 */
const OURS = /^thao_/;
const PREFIX = '__Host-';

/** The Cookie header as pages read it: what carries a plain name of ours did not come from us. */
export function inwardCookies(header: string): string {
  return header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => !OURS.test(part))
    .map((part) => (part.startsWith(`${PREFIX}thao_`) ? part.slice(PREFIX.length) : part))
    .join('; ');
}

/** One Set-Cookie value as the browser gets it. */
export function outwardCookie(value: string): string {
  if (!OURS.test(value)) return value;
  const secure = /;\s*secure(;|$)/i.test(value) ? '' : '; Secure';
  return `${PREFIX}${value}${secure}`;
}
