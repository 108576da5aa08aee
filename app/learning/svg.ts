/** The largest picture in bytes: lessons are read over weak lines. */
export const PICTURE_BYTES = 60_000;

export type PictureCheck =
  | { kind: 'safe'; width: number; height: number }
  | { kind: 'unsafe'; line: number; what: string }
  | { kind: 'broken'; line: number }
  | { kind: 'without_size' };

const ELEMENTS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol marker pattern mask ' +
    'clipPath linearGradient radialGradient stop'
  ).split(' '),
);

/** Drawing attributes; what can carry an address or a script is either absent or checked by value. */
const ATTRIBUTES = new Set(
  (
    'xmlns xmlns:xlink version id class viewBox preserveAspectRatio width height x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy ' +
    'd points transform fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray ' +
    'stroke-dashoffset stroke-miterlimit stroke-opacity opacity clip-path clip-rule clipPathUnits mask maskUnits ' +
    'marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient offset stop-color ' +
    'stop-opacity gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform ' +
    'text-anchor dominant-baseline alignment-baseline font-family font-size font-weight letter-spacing textLength ' +
    'lengthAdjust paint-order vector-effect role focusable aria-hidden aria-label aria-labelledby xml:space xml:lang lang ' +
    'href xlink:href color display visibility shape-rendering'
  ).split(' '),
);

const NAMESPACES = ['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink'];

/** One token of the small XML that pictures may use: no DOCTYPE, no CDATA, no processing instruction but the first line. */
const TOKEN =
  /<!--[\s\S]*?-->|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Is the picture a plain drawing? Everything not on the lists above is refused: scripts, event attributes, styles,
 * foreignObject, pictures and addresses outside the file. Width and height in CSS pixels, from viewBox or from the
 * attributes of the same names, so that a page keeps the picture's place before it has loaded.
 */
export function checkPicture(text: string): PictureCheck {
  const lineAt = (index: number) => text.slice(0, index).split('\n').length;
  const open: string[] = [];
  let size: { width: number; height: number } | null = null;
  let roots = 0;
  TOKEN.lastIndex = /^\s*<\?xml [^?<>]*\?>/.exec(text)?.[0].length ?? 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) return { kind: 'broken', line: lineAt(at) };
    const [, closing, opening, attributes = '', selfClosed, characters] = match;
    if (closing !== undefined && open.pop() !== closing) return { kind: 'broken', line: lineAt(at) };
    if (characters !== undefined) {
      const outside = open.length === 0 && characters.trim() !== '';
      if (outside || hasBareAmpersand(characters)) return { kind: 'broken', line: lineAt(at) };
    }
    if (opening === undefined) continue;
    if (open.length === 0 && (opening !== 'svg' || ++roots > 1)) return { kind: 'broken', line: lineAt(at) };
    if (!ELEMENTS.has(opening)) return { kind: 'unsafe', line: lineAt(at), what: opening };
    const read = readAttributes(attributes);
    if (read.kind === 'unsafe') return { kind: 'unsafe', line: lineAt(at), what: read.what };
    if (read.kind === 'twice') return { kind: 'broken', line: lineAt(at) };
    if (open.length === 0) size = sizeOf(read.values);
    if (!selfClosed) open.push(opening);
  }
  if (open.length > 0 || roots === 0) return { kind: 'broken', line: lineAt(text.length) };
  return size ? { kind: 'safe', ...size } : { kind: 'without_size' };
}

type Attributes =
  { kind: 'read'; values: Map<string, string> } | { kind: 'unsafe'; what: string } | { kind: 'twice' };

function readAttributes(text: string): Attributes {
  const values = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? '';
    if (values.has(name)) return { kind: 'twice' };
    if (!ATTRIBUTES.has(name) || !isPlainValue(name, value)) return { kind: 'unsafe', what: name };
    values.set(name, value);
  }
  return { kind: 'read', values };
}

/** Numeric references could spell a forbidden word, so that attribute values may hold only the five named ones. */
function isPlainValue(name: string, value: string): boolean {
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(value)) return false;
  if (name === 'xmlns' || name === 'xmlns:xlink') return NAMESPACES.includes(value);
  if (name === 'href' || name === 'xlink:href') return /^#[\w-]+$/.test(value);
  return !/url\s*\((?!#[\w-]+\))|javascript:|data:|\\/i.test(value);
}

function hasBareAmpersand(text: string): boolean {
  return /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)/i.test(text);
}

function sizeOf(attributes: Map<string, string>): { width: number; height: number } | null {
  const box = attributes
    .get('viewBox')
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  const [width, height] =
    box?.length === 4 ? box.slice(2) : ['width', 'height'].map((name) => Number(attributes.get(name)));
  const whole = [width, height].map((value) => Math.round(value ?? NaN));
  return whole.every((value) => value > 0 && value <= 10_000)
    ? { width: whole[0]!, height: whole[1]! }
    : null;
}
