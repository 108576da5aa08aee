import { READABLE_ALPHABET, readCode } from '~/access/readable-code';
import { addDays } from '~/office/dates';
import { EXPIRING_DAYS } from './rule';

export const CODE_LENGTH = 16;

/** A confirmation's code from 10 random bytes: 80 bits, 16 signs. RangeError for any other number of bytes. */
export function codeOfBytes(bytes: Uint8Array): string {
  if (bytes.length * 8 !== CODE_LENGTH * 5) throw new RangeError(`${bytes.length} bytes`);
  let code = '';
  let [bits, held] = [0, 0];
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      code += READABLE_ALPHABET[(bits >> held) & 31];
      bits &= (1 << held) - 1;
    }
  }
  return code;
}

/** The code as typed, in any case, with blanks and any kind of hyphen; null when it cannot be one. */
export function normaliseCode(text: string): string | null {
  return readCode(text, CODE_LENGTH);
}

/** `0412/2026/GXN-SNV`: at least four digits, the year, the issuer's suffix. */
export function registerNumber(number: number, year: number, suffix: string): string {
  return `${String(number).padStart(4, '0')}/${year}/${suffix}`;
}

/** One module as confirmed. */
export interface ConfirmedModule {
  module: string;
  titleVi: string;
  titleEn: string;
  /** Mark on the exam's scale in lowest terms; null where the evidence has none. */
  mark: { num: number; den: number } | null;
  /** What showed it: the exam's or the certificate's name. */
  labelVi: string;
  labelEn: string;
  /** Date from which it counted. */
  on: string;
}

/** Everything printed, as it was on the day of issue. Its canonical JSON is hashed, the hash is signed. */
export interface ConfirmationBody {
  number: string;
  code: string;
  staffCode: string;
  fullName: string;
  sex: 'female' | 'male' | 'unknown';
  birthDate: string | null;
  birthPrecision: 'day' | 'month' | 'year' | null;
  unitVi: string;
  unitEn: string;
  modules: ConfirmedModule[];
  province: { nameVi: string; nameEn: string };
  issuer: {
    code: string;
    parentVi: string;
    nameVi: string;
    nameEn: string;
    signerLines: string[];
    signerName: string;
    placeVi: string;
  };
  rule: { code: string; version: number };
  issuedOn: string;
  /** First day on which it does not hold; 9999-12-31 where it has no end. */
  validTo: string;
}

/** What is signed: the hash under a name of its own, so that no other signature of the key can stand in for it. */
export function signedText(contentHash: string): string {
  return `thao/confirmation/1/${contentHash}`;
}

/**
 * Does a confirmation already held cover the person? One does while it holds for more than 60 days yet, or as long as a
 * new one, which ends after today, would. Dates are first days out (valid_to).
 */
export function isCovered(heldValidTo: readonly string[], newValidTo: string, today: string): boolean {
  const soon = addDays(today, EXPIRING_DAYS);
  return heldValidTo.some((validTo) => validTo > soon || validTo >= newValidTo);
}
