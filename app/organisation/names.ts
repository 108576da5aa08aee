/**
 * Vietnamese personal names: parts, order, search, initials, salutation.
 *
 * Pure: no clock, no Node, no Intl, so that a browser, the server and a stored column agree to the letter.
 * The order does not lean on Intl.Collator because ICU's data change between Node versions, while `nameSortKey`
 * is stored and indexed in SQLite; the test holds the two together.
 */

export type Lang = 'vi' | 'en';
export type Title = 'male' | 'female' | 'unknown';

export interface NameParts {
  /** tên: the last word; the only word of a one-word name. */
  given: string;
  /** họ: the first word; empty for a one-word name. */
  family: string;
  /** đệm: whatever stands between, one blank between words. */
  middle: string;
}

/**
 * NFC, runs of blanks (U+00A0 and its like included) as one blank, none at the ends; nothing else. Spelling
 * (hoà, hòa), case and apostrophes stay as recorded. Decode TCVN3 and VNI before this.
 */
export function normaliseName(raw: string): string {
  return raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Words of a name by place. Ê Đê and Gia Rai names are read by the same rule, as rosters do. */
export function nameParts(fullName: string): NameParts {
  const words = normaliseName(fullName).split(' ');
  const given = words.pop() ?? '';
  const family = words.shift() ?? '';
  return { given, family, middle: words.join(' ') };
}

/**
 * The primary weights of ICU's `vi` collation for what occurs in names, in its order (CLDR 48, standard type):
 * punctuation, digits, the 29 letters with f j w z in their Latin places, ƀ of Ê Đê, the letter apostrophe ʼ.
 */
const PRIMARY_ORDER = " -–,.'()0123456789aăâbƀcdđeêfghijklmnoôơpqrstuưvwxyzʼ";
/** Combining marks in the order of ICU's secondary weights: huyền, hỏi, ngã, sắc, nặng, then foreign ones. */
const MARK_ORDER =
  '\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304';
/** What makes a letter of its own together with the letter before it. */
const LETTER_MARKS: Readonly<Record<string, string>> = {
  'a\u0306': 'ă',
  'a\u0302': 'â',
  'e\u0302': 'ê',
  'o\u0302': 'ô',
  'o\u031b': 'ơ',
  'u\u031b': 'ư',
};
/** Variants of the apostrophe, next to it: secondary differences in ICU. */
const APOSTROPHES: Readonly<Record<string, string>> = { '\u2018': 'w', '\u2019': 'x' };

/** ASCII in its own order; 'z' is left for what the tables do not know. */
const WEIGHTS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxy';
const END = '.';
const weightsOf = (order: string): ReadonlyMap<string, string> =>
  new Map([...order].map((letter, index) => [letter, WEIGHTS.charAt(index)]));
const PRIMARY = weightsOf(PRIMARY_ORDER);
/** '0' is "no mark". */
const SECONDARY = weightsOf(`\u0000${MARK_ORDER}`);
const unknownWeight = (symbol: string): string =>
  `z${(symbol.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}`;
/** A nặng or a horn does not stand between a letter and its circumflex or breve; another mark above it does. */
const isBlocking = (mark: string): boolean => mark !== '\u0323' && mark !== '\u031b';

/** The three levels of one part: letters, then marks, then case; each ended by a full stop, below every weight. */
function levelsOf(part: string): string {
  let primary = '';
  let secondary = '';
  let tertiary = '';
  const symbols = [...part.normalize('NFD')];
  for (let at = 0; at < symbols.length;) {
    const symbol = symbols[at++] as string;
    const lower = symbol.toLowerCase();
    let letter = lower;
    let marks = '';
    let isOpen = true;
    for (; at < symbols.length && /\p{M}/u.test(symbols[at] as string); at += 1) {
      const mark = symbols[at] as string;
      const joined: string | undefined = isOpen && letter === lower ? LETTER_MARKS[lower + mark] : undefined;
      if (joined) letter = joined;
      else marks += SECONDARY.get(mark) ?? unknownWeight(mark);
      if (isBlocking(mark)) isOpen = false;
    }
    const apostrophe = APOSTROPHES[letter];
    primary += apostrophe ? PRIMARY.get("'") : (PRIMARY.get(letter) ?? unknownWeight(letter));
    secondary += (apostrophe ?? '0') + marks;
    tertiary += symbol === lower ? '0' : '1';
  }
  // Trailing "nothing" may go: equal letters give levels of equal length, so a prefix still sorts first.
  return primary + END + secondary.replace(/0+$/, '') + END + tertiary.replace(/0+$/, '') + END;
}

/**
 * Sort key of a full name: plain ASCII whose binary order is the order of rosters: tên, then họ, then đệm.
 *
 * The parts are compared in sequence, each to its last level before the next begins: given name by letters, then
 * tones (none, huyền, hỏi, ngã, sắc, nặng), then case (lower first); only between given names that are alike in all
 * three does the family name decide, then the middle names. So "Nguyễn Văn Hoà" precedes "An Thị Hòa": hoà < hòa
 * is settled within the given name. Within one part the levels are ICU's `vi`, as with
 * `Intl.Collator('vi').compare` on [given, family, middle]. Store with BINARY collation.
 */
export function nameSortKey(fullName: string): string {
  const { given, family, middle } = nameParts(fullName);
  return levelsOf(given) + levelsOf(family) + levelsOf(middle);
}

/** Order of two full names, negative, 0 or positive, as their sort keys. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [nameSortKey(a), nameSortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Text folded for search: lower case without marks, đ as d, ƀ as b; apostrophes vanish (H'Mông = hmong), every other
 * sign becomes a blank, so a folded text holds letters, digits and single blanks only and needs no escaping in LIKE.
 * hoà and hòa come out alike. i and y stay apart.
 */
export function foldForSearch(query: string): string {
  return query
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/đ/gu, 'd')
    .replace(/ƀ/gu, 'b')
    .replace(/['\u2018\u2019\u02bc`\u00b4]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The stored search column of a name. */
export function nameSearchKey(fullName: string): string {
  return foldForSearch(fullName);
}

/**
 * Whether each word of the query begins some word of the key, in any order; an empty query matches. The same in
 * SQL, for each folded word w: `' ' || search_key like '% ' || w || '%'`.
 */
export function matchesAllWords(searchKey: string, query: string): boolean {
  const hay = ` ${searchKey}`;
  return foldForSearch(query)
    .split(' ')
    .every((word) => hay.includes(` ${word}`));
}

/** Avatar letters: the first letters of the last two words, `Trần Thị Hồng Vân` = `HV`. */
export function initials(fullName: string): string {
  return normaliseName(fullName)
    .split(' ')
    .slice(-2)
    .map((word) => (/\p{L}\p{M}*/u.exec(word)?.[0] ?? '').toUpperCase())
    .join('');
}

export interface Salutation {
  /** Message key: Chị / Anh / Anh/chị in Vietnamese, Ms / Mr / no title in English. */
  key: 'ms' | 'mr' | 'neutral';
  given: string;
  /** What follows the title: the given name; in English without a title the full name, as no neutral one exists. */
  name: string;
}

/** How a headline addresses a person. The words themselves live in locales. */
export function salutation(title: Title, fullName: string, lang: Lang): Salutation {
  const { given } = nameParts(fullName);
  const key = title === 'female' ? 'ms' : title === 'male' ? 'mr' : 'neutral';
  return { key, given, name: key === 'neutral' && lang === 'en' ? normaliseName(fullName) : given };
}
