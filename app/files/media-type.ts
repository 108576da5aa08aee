import type { MediaType } from './terms';

/**
 * What bytes are, by themselves and never by their name: PDF, PNG or JPEG, whole from the first byte on. Null for
 * everything else, for a file that begins with something before its format begins, and for one that was cut off. A
 * file may still hold more than one format: it is sent only in a way in which no browser shows it (file-answer).
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  if (isPdf(bytes)) return 'application/pdf';
  if (isPng(bytes)) return 'image/png';
  if (isJpeg(bytes)) return 'image/jpeg';
  return null;
}

/** Where the end of a PDF must stand: writers append a little behind it. */
const PDF_TAIL = 2048;

function isPdf(bytes: Uint8Array): boolean {
  const [major, dot] = [bytes[5], bytes[6]];
  if (!startsWith(bytes, '%PDF-') || (major !== 0x31 && major !== 0x32) || dot !== 0x2e) return false;
  return lastIndexOf(bytes, '%%EOF', Math.max(0, bytes.length - PDF_TAIL)) >= 0;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

/** Signature and head first, the empty end chunk last. */
function isPng(bytes: Uint8Array): boolean {
  if (bytes.length < 45 || PNG.some((byte, at) => bytes[at] !== byte)) return false;
  return lastIndexOf(bytes, 'IEND', bytes.length - 8) === bytes.length - 8;
}

/** Start of image, a segment, a start of scan and an end of image; cameras append more pictures behind it. */
function isJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker < 0xc0 || marker === 0xd8 || marker === 0xd9 || (marker >= 0xd0 && marker <= 0xd7))
      return false;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2 || at + 2 + length > bytes.length) return false;
    at += 2 + length;
    if (marker === 0xda) break;
  }
  for (let end = bytes.length - 2; end >= at; end -= 1) {
    if (bytes[end] === 0xff && bytes[end + 1] === 0xd9) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((sign, at) => bytes[at] === sign.charCodeAt(0));
}

/** Last place of an ASCII text at or behind `from`, or -1. */
function lastIndexOf(bytes: Uint8Array, text: string, from: number): number {
  for (let at = bytes.length - text.length; at >= from; at -= 1) {
    if ([...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0))) return at;
  }
  return -1;
}
