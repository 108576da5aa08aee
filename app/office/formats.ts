/**
 * How Thạo writes dates, times, whole numbers, shares and marks, the same on pages and in documents.
 *
 * Pure: no clock, no Intl, no Date, so a browser, a server in any time zone and a document agree to the letter.
 * Dates are ISO text `YYYY-MM-DD` of the province, instants are UTC milliseconds. The province's clock is
 * UTC+7 without daylight saving, right for every instant since 13/06/1975 (the zone was +8 before; birth dates
 * never pass through an instant). Source of the forms: Decree 30/2020 for
 * the zero padding of dates in documents (days below 10, months 1 and 2).
 */

export type Lang = 'vi' | 'en';
/** A whole number; a `number` must be an integer (RangeError otherwise). */
export type Whole = number | bigint;
export type DatePrecision = 'day' | 'month' | 'year';
export type ParsedDate = { kind: 'ok'; iso: string } | { kind: 'error'; reason: 'shape' | 'month' | 'day' };

/** The open end of a period: it has no last day. */
export const OPEN_END = '9999-12-31';
/** What stands where there is no data. */
export const NO_DATA = '–';

const MINUS = '−';
const ZONE_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const MONTHS_EN =
  'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS: Record<Lang, readonly string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

const two = (value: number): string => String(value).padStart(2, '0');

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function readIso(iso: string): [year: number, month: number, day: number] | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return [year, month, day];
}

function partsOf(iso: string): [year: number, month: number, day: number] {
  const parts = readIso(iso);
  if (!parts) throw new RangeError(`not an ISO date: ${iso}`);
  return parts;
}

/** True for a day of the calendar written `YYYY-MM-DD`, years 0001 to 9999. */
export function isIsoDate(text: string): boolean {
  return readIso(text) !== null;
}

/**
 * Days since 1970-01-01 (negative before), by integer arithmetic in the proleptic Gregorian calendar.
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. RangeError on a non-date.
 */
export function dayNumber(iso: string): number {
  const [y, month, day] = partsOf(iso);
  const year = month <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The ISO date of a day number (civil_from_days of the same source). RangeError outside years 1 to 9999. */
export function dateOfDayNumber(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const doe = shifted - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  if (!Number.isInteger(days) || year < 1 || year > 9999) throw new RangeError(`day out of range: ${days}`);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(doy - Math.floor((153 * mp + 2) / 5) + 1)}`;
}

/**
 * The last day of a half-open period [valid_from, valid_to): what screens and documents print.
 * Null for the open end 9999-12-31, which has no last day.
 */
export function lastDayOf(validTo: string): string | null {
  return validTo === OPEN_END ? null : dateOfDayNumber(dayNumber(validTo) - 1);
}

/** `25/11/2026`, in both languages. */
export function formatDate(iso: string): string {
  const [year, month, day] = partsOf(iso);
  return `${two(day)}/${two(month)}/${String(year).padStart(4, '0')}`;
}

/** `05/26`, for dense cells that carry a key. */
export function formatMonthShort(iso: string): string {
  return `${iso.slice(5, 7)}/${String(partsOf(iso)[0]).padStart(4, '0').slice(2)}`;
}

/**
 * `ngày 08 tháng 12 năm 2026`, `ngày 17 tháng 8 năm 1982`: a zero before days below 10 and before months 1 and
 * 2 only (Decree 30/2020). With a precision only the known part: `tháng 8 năm 1982`, `năm 1982`.
 * English: `8 December 2026`, `August 1982`, `1982`.
 */
export function formatDateLong(iso: string, lang: Lang = 'vi', precision: DatePrecision = 'day'): string {
  const [year, month, day] = partsOf(iso);
  if (lang === 'en') {
    const named = precision === 'year' ? `${year}` : `${MONTHS_EN[month - 1]} ${year}`;
    return precision === 'day' ? `${day} ${named}` : named;
  }
  const parts = [`năm ${year}`];
  if (precision !== 'year') parts.unshift(`tháng ${month <= 2 ? two(month) : month}`);
  if (precision === 'day') parts.unshift(`ngày ${two(day)}`);
  return parts.join(' ');
}

/** `thứ Năm`, `Chủ nhật`; `Thursday`. Write it before the date: `thứ Năm 03/12/2026`. */
export function weekdayName(iso: string, lang: Lang): string {
  return WEEKDAYS[lang][(((dayNumber(iso) + 4) % 7) + 7) % 7]!;
}

/**
 * Reads a typed date, day before month: `25/11/2026`, also `5/1/2026`; four digits of the year, blanks around it
 * allowed. Errors say what is wrong: the shape, a month that does not exist, a day that the month does not have.
 */
export function parseDate(text: string): ParsedDate {
  const match = /^(\d{1,2})\/(\d{1,2})\/([1-9]\d{3})$/.exec(text.trim());
  if (!match) return { kind: 'error', reason: 'shape' };
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12) return { kind: 'error', reason: 'month' };
  if (day < 1 || day > daysInMonth(year, month)) return { kind: 'error', reason: 'day' };
  return { kind: 'ok', iso: `${year}-${two(month)}-${two(day)}` };
}

/** The province's date at an instant (UTC milliseconds). */
export function dateOfInstant(ms: number): string {
  return dateOfDayNumber(Math.floor((ms + ZONE_MS) / DAY_MS));
}

/** `09:14:32` on the province's clock; to the minute `09:14`. Seconds are cut, never rounded. */
export function formatTime(ms: number, precision: 'second' | 'minute' = 'second'): string {
  const seconds = Math.floor(ms / 1000) + ZONE_MS / 1000;
  const ofDay = ((seconds % 86_400) + 86_400) % 86_400;
  const text = `${two(Math.floor(ofDay / 3600))}:${two(Math.floor(ofDay / 60) % 60)}`;
  return precision === 'minute' ? text : `${text}:${two(ofDay % 60)}`;
}

/** `09:14:32, 25/11/2026`, the form of the pictures; English says `09:14:32 on 25/11/2026`. */
export function formatInstant(ms: number, lang: Lang, precision: 'second' | 'minute' = 'second'): string {
  return `${formatTime(ms, precision)}${lang === 'vi' ? ', ' : ' on '}${formatDate(dateOfInstant(ms))}`;
}

/** `10.034`; English `10,034`; the sign is − (U+2212). RangeError for a number that is not a safe integer. */
export function formatInteger(value: Whole, lang: Lang = 'vi'): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`not whole: ${value}`);
  const digits = String(value).replace('-', '');
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, lang === 'vi' ? '.' : ',');
  return value < 0 ? MINUS + grouped : grouped;
}

/** num/den as [num, den] of BigInt with den above 0; RangeError for fractions and unsafe numbers. */
function ratio(num: Whole, den: Whole): [num: bigint, den: bigint] {
  for (const value of [num, den]) {
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      throw new RangeError(`not whole: ${value}`);
  }
  const [n, d] = [BigInt(num), BigInt(den)];
  return d < 0n ? [-n, -d] : [n, d];
}

const floorDiv = (a: bigint, b: bigint): bigint => (a < 0n ? -((-a + b - 1n) / b) : a / b);
/** Half away from zero; den above 0. */
const roundDiv = (a: bigint, b: bigint): bigint =>
  a < 0n ? -((-a * 2n + b) / (b * 2n)) : (a * 2n + b) / (b * 2n);

/** `scaled` units of 10^-places with the language's decimal sign. */
function decimalText(scaled: bigint, places: number, lang: Lang): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  const whole = formatInteger(BigInt(digits.slice(0, -places)), lang);
  return `${scaled < 0n ? MINUS : ''}${whole}${lang === 'vi' ? ',' : '.'}${digits.slice(-places)}`;
}

/**
 * num/den times `scale`, rounded half away from zero, except that a value below the target whose rounded form
 * would reach it is cut down instead (49,99). All by cross-multiplication, nothing by floating point.
 */
function roundedBelow(num: bigint, den: bigint, targetNum: bigint, targetDen: bigint, scale: bigint): bigint {
  const rounded = roundDiv(num * scale, den);
  const isBelow = num * targetDen < targetNum * den;
  return isBelow && rounded * targetDen >= targetNum * scale ? floorDiv(num * scale, den) : rounded;
}

/** `65,9%`: one decimal, half away from zero; den 0 is "no data" and gives `–`. Print the counts beside it. */
export function formatShare(num: Whole, den: Whole, lang: Lang = 'vi'): string {
  const [n, d] = ratio(num, den);
  return d === 0n ? NO_DATA : `${decimalText(roundDiv(n * 1000n, d), 1, lang)}%`;
}

/** As formatShare, but a share below the target targetNum/targetDen is never shown as reaching it: `69,9%`. */
export function formatShareBesideTarget(
  num: Whole,
  den: Whole,
  targetNum: Whole,
  targetDen: Whole,
  lang: Lang = 'vi',
): string {
  const [n, d] = ratio(num, den);
  const [tn, td] = ratio(targetNum, targetDen);
  if (td === 0n) throw new RangeError('target with denominator 0');
  return d === 0n ? NO_DATA : `${decimalText(roundedBelow(n, d, tn, td, 1000n), 1, lang)}%`;
}

/**
 * `8,25`: a mark num/den with two decimals, rounded once, half away from zero; below the pass mark
 * passNum/passDen it is cut when rounding would reach it (49.995 beside 50 is `49,99`). RangeError on den 0.
 */
export function formatMark(
  num: bigint,
  den: bigint,
  passNum: bigint,
  passDen: bigint,
  lang: Lang = 'vi',
): string {
  const [n, d] = ratio(num, den);
  const [pn, pd] = ratio(passNum, passDen);
  if (d === 0n || pd === 0n) throw new RangeError('mark with denominator 0');
  return decimalText(roundedBelow(n, d, pn, pd, 100n), 2, lang);
}
