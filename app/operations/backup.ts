import { z } from 'zod';
import { dateOf, startOfDate } from '~/office/dates';

/** Highest archive format that this build reads; the one it writes. */
export const ARCHIVE_FORMAT = 1;
/** Names inside an archive: the database, and the file with the bytes of uploads, which archives of before it lack. */
export const DATABASE_MEMBER = 'thao.sqlite';
export const FILES_MEMBER = 'files.sqlite';

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

/** When an archive was made, by its name, in UTC milliseconds; 0 for a name that is none of an archive. */
export function instantOfArchive(name: string): number {
  const [, stamp = ''] = NAME.exec(name) ?? [];
  const [, date, hour, minute, second] = /^(\d{8})-(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? [];
  if (date === undefined) return 0;
  const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return startOfDate(iso) + seconds * 1000;
}

/** Archives among the names of a folder, newest first. */
export function listArchives(names: readonly string[]): string[] {
  const order = (name: string) => {
    const [, stamp = '', ordinal = '1'] = NAME.exec(name) ?? [];
    return `${stamp}-${ordinal.padStart(6, '0')}`;
  };
  return names.filter((name) => NAME.test(name)).sort((a, b) => (order(a) < order(b) ? 1 : -1));
}

/**
 * Which archives of a folder go when `keep` shall stay: the oldest by name. Never the one just made, even where a clock
 * that went back gave it an older name, and never a file with another kind of name.
 */
export function archivesBeyond(names: readonly string[], keep: number, justMade: string): string[] {
  const others = listArchives(names).filter((name) => name !== justMade);
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
