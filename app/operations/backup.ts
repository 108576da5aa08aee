import { z } from 'zod';
import { dateOf, startOfDate } from '~/office/dates';

/** Highest archive format that this build reads; the one it writes. */
export const ARCHIVE_FORMAT = 1;
/** Name of the database inside an archive. A second file joins the list of members when there is one. */
export const DATABASE_MEMBER = 'thao.sqlite';

const count = z.number().int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Raised by each restore, so that cursors and tokens of before it can be told apart. `id` is empty before the first. */
export const generationSchema = z.object({ id: z.string(), counter: count });
export type Generation = z.infer<typeof generationSchema>;

/** What an archive says about itself; everything was read from the very file that it holds. Times in UTC ms. */
export const manifestSchema = z.object({
  createdAt: count,
  /** Name of the newest migration applied. */
  schemaVersion: z.string(),
  generation: generationSchema,
  /** Greatest transaction and newest seal: 0 and empty in an empty database. */
  txId: count,
  txAt: count,
  trailHead: z.string(),
  /** Rows by table. */
  counts: z.record(z.string(), count),
  members: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
        bytes: count,
        sha256: hash,
        compression: z.literal('brotli'),
      }),
    )
    .min(1)
    .max(16),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The setting `generation`; before the first restore there is none. */
export function parseGeneration(text: string | null): Generation {
  return text === null ? { id: '', counter: 0 } : generationSchema.parse(JSON.parse(text));
}

/** `20261125-214503` in the province's zone: names in the order of time. */
export function stampOf(now: number): string {
  const date = dateOf(now);
  const seconds = Math.floor((now - startOfDate(date)) / 1000);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  const time = parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join('');
  return `${date.replaceAll('-', '')}-${time}`;
}

/** Name of an archive; `taken` are the names that the folder holds already. */
export function archiveName(now: number, taken: readonly string[]): string {
  for (let ordinal = 1; ; ordinal += 1) {
    const name = `thao-${stampOf(now)}${ordinal === 1 ? '' : `-${ordinal}`}.backup`;
    if (!taken.includes(name)) return name;
  }
}

const NAME = /^thao-(\d{8}-\d{6})(?:-(\d+))?\.backup$/;

/**
 * Which archives of a folder go when `keep` shall stay: the oldest by name. Never the one just made, even where a clock
 * that went back gave it an older name, and never a file with another kind of name.
 */
export function archivesBeyond(names: readonly string[], keep: number, justMade: string): string[] {
  const order = (name: string) => {
    const [, stamp = '', ordinal = '1'] = NAME.exec(name) ?? [];
    return `${stamp}-${ordinal.padStart(6, '0')}`;
  };
  const others = names.filter((name) => NAME.test(name) && name !== justMade);
  others.sort((a, b) => (order(a) < order(b) ? 1 : -1));
  return others.slice(Math.max(0, keep - 1)).reverse();
}

/** End of a book of the register: its highest number, given or void. */
export interface RegisterEnd {
  issuerCode: string;
  year: number;
  number: number;
}

/** Numbers that must stay empty so that none known outside is given a second time. */
export function missingNumbers(
  restored: readonly RegisterEnd[],
  known: readonly RegisterEnd[],
): { issuerCode: string; year: number; from: number; to: number }[] {
  const highest = new Map<string, RegisterEnd>();
  for (const end of known) {
    const book = `${end.issuerCode} ${end.year}`;
    if (end.number > (highest.get(book)?.number ?? 0)) highest.set(book, end);
  }
  return [...highest.values()].flatMap(({ issuerCode, year, number }) => {
    const end = restored.find((other) => other.issuerCode === issuerCode && other.year === year);
    const from = (end?.number ?? 0) + 1;
    return number >= from ? [{ issuerCode, year, from, to: number }] : [];
  });
}
