/** Where a browser said it was: what lists of sessions and of sign-ins show. */
export interface Client {
  /** Browser and system in words, e.g. "Chrome 109, Windows 10". Empty when nothing was said. */
  device: string;
  /** The network of its address (throttle.ts networkOf). */
  network: string;
}

const BROWSERS: [name: string, pattern: RegExp][] = [
  ['Cốc Cốc', /coc_coc_browser\/(\d+)/],
  ['Edge', /Edg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+)[\d.]* .*Safari/],
];

const SYSTEMS: [name: string, pattern: RegExp][] = [
  ['Windows 10', /Windows NT 10/],
  ['Windows 8', /Windows NT 6\.[23]/],
  ['Windows 7', /Windows NT 6\.1/],
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux|X11/],
];

/**
 * Browser and system out of a User-Agent, for a person to recognise a machine by; a claim, never used by a rule. Names
 * are the makers' own and the same in every language. Windows 11 says that it is 10.
 */
export function deviceOf(userAgent: string | null): string {
  const text = (userAgent ?? '').slice(0, 400);
  const browser = BROWSERS.map(([name, pattern]) => ({ name, version: pattern.exec(text)?.[1] })).find(
    ({ version }) => version !== undefined,
  );
  const system = SYSTEMS.find(([, pattern]) => pattern.test(text))?.[0];
  return [browser && `${browser.name} ${browser.version}`, system].filter(Boolean).join(', ');
}
