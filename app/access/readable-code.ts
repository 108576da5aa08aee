/** 32 letters and digits that nobody confuses when reading them from paper: no O, I, 0 or 1. */
export const READABLE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** One sign a byte: 5 random bits each. `bytes` come from the system's randomness. */
export function readableCode(bytes: Uint8Array): string {
  return [...bytes].map((byte) => READABLE_ALPHABET[byte % 32]).join('');
}

/** As printed: groups of `size` with hyphens, "K7QM-2XRP". */
export function inGroups(code: string, size = 4): string {
  return code.match(new RegExp(`.{1,${size}}`, 'g'))?.join('-') ?? '';
}

/**
 * What was typed, without blanks and hyphens, in capitals; the digits 0 and 1, which no code holds, are read as the
 * letters that look like them and are then not found. Null when it holds anything else or has another length.
 */
export function readCode(typed: string, length: number): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  const isCode = plain.length === length && [...plain].every((sign) => READABLE_ALPHABET.includes(sign));
  return isCode ? plain : null;
}
