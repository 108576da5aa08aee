import type { MediaType } from './terms';

/** Endings of each type; the first is added where a name has none of them. */
const ENDINGS: Record<MediaType, readonly string[]> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
};

const MAX_LENGTH = 120;
/** Controls, what turns the direction of writing, marks without width, lone halves of a pair. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
/** What ends a path or is forbidden in names on Windows. */
const FORBIDDEN = /[<>:"|?*]/g;

/**
 * A name as it may be shown and sent back: the last part of whatever path stood before it, composed, without signs that
 * hide or turn text, no longer than 120 characters, with an ending of the type that the bytes have. Answers
 * "tệp.pdf" and the like where nothing is left.
 */
export function cleanFileName(given: string, mediaType: MediaType): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last.replace(UNSEEN, '').replace(FORBIDDEN, '-').replace(/\s+/g, ' ').trim();
  const endings = ENDINGS[mediaType];
  const found = endings.find((ending) => seen.toLowerCase().endsWith(ending));
  const stem = found ? seen.slice(0, -found.length) : seen;
  const ending = found ? seen.slice(-found.length) : endings[0]!;
  // Leading dots hide a file on some systems, trailing ones vanish on others.
  const bare = stem.replace(/^[.\s]+/, '');
  const short = [...bare]
    .slice(0, MAX_LENGTH - ending.length)
    .join('')
    .replace(/[.\s]+$/, '');
  return `${short === '' ? 'tệp' : short}${ending}`;
}
