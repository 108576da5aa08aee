import type { TFunction } from 'i18next';

/** What may be wrong with a password that is chosen or given; words under accounts:fault. */
export const PASSWORD_FAULTS = [
  'missing',
  'wrong',
  'same',
  'too_short',
  'too_long',
  'names_owner',
  'too_common',
] as const;

/** The fault in words; undefined where there is none. */
export function faultWords(t: TFunction, code: string | undefined, minLength: number): string | undefined {
  const fault = PASSWORD_FAULTS.find((known) => known === code);
  return fault && t(`accounts:fault.${fault}`, { count: minLength });
}
