/**
 * A personal identification number (số định danh cá nhân) has 12 digits. Blanks, dots and hyphens between them are how
 * people write it; anything else, and a number that has lost its leading zeros, is not one: nothing is filled up.
 */
export function readPersonalNumber(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s.\-‐-―]/g, '');
  return /^\d{12}$/.test(digits) ? digits : null;
}
