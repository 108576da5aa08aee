import type { TFunction } from 'i18next';
import { formatInteger } from '~/office/formats';
import type { Lang } from './data';

const WORDED = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Inside a sentence small numbers are words ("một", "sáu"); from ten on they are digits. */
export function inWords(t: TFunction, value: number, lang: Lang): string {
  const small = WORDED.find((worded) => worded === value);
  return small === undefined ? formatInteger(value, lang) : t(`learner:number.${small}`);
}
