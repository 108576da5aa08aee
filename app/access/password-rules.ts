import { dictionary } from '@zxcvbn-ts/language-common';
import { COMMON_PASSWORDS } from './blocklist';

export type PasswordFault = 'too_short' | 'too_long' | 'names_owner' | 'too_common';

/** As long as the form at sign-in takes. */
export const PASSWORD_MAX = 200;
/** What must be left of a password without the owner's names. */
const BESIDE_NAMES = 6;

/**
 * May this password be chosen? Length and guessability alone decide: no kinds of characters are asked for. `names` are
 * the owner's user name, staff code and full name; `minLength` counts characters as people see them, composed (NFC).
 */
export function checkPassword(input: {
  password: string;
  names: readonly string[];
  minLength: number;
}): { kind: 'accepted' } | { kind: 'refused'; fault: PasswordFault } {
  const password = input.password.normalize('NFC');
  const fault = faultOf(password, input.names, input.minLength);
  return fault ? { kind: 'refused', fault } : { kind: 'accepted' };
}

function faultOf(password: string, names: readonly string[], minLength: number): PasswordFault | null {
  const length = [...password].length;
  if (length < minLength) return 'too_short';
  if (password.length > PASSWORD_MAX) return 'too_long';
  const folded = fold(password);
  if (isNameAlone(folded, names)) return 'names_owner';
  return isCommon(folded) ? 'too_common' : null;
}

/** Small letters and digits without marks: "Mật-khẩu 1" and "matkhau1" are the same to whoever guesses. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Is there hardly anything in it but the owner's names? */
function isNameAlone(folded: string, names: readonly string[]): boolean {
  const rest = names
    .map(fold)
    .filter((name) => name.length >= 3)
    .sort((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, ''), folded);
  return rest !== folded && rest.length < BESIDE_NAMES;
}

/** A common word with or without numbers around it, once or again and again, or a run along the alphabet or keyboard. */
function isCommon(folded: string): boolean {
  const unit = unitOf(folded);
  if (unit.length <= 3 || RUNS.some((run) => run.includes(folded))) return true;
  if ([folded, unit].some((text) => isListed(text) || isListed(text.replace(/^\d+|\d+$/g, '')))) return true;
  return [...COMMON_PASSWORDS].some((word) => [folded, unit].some((text) => isNumbered(text, word)));
}

/** The most common passwords in leaks around the world (some 49,000), folded; made when the first one is asked for. */
let leaked: ReadonlySet<string> | null = null;
const SHORTEST_WORD = 4;

function isListed(text: string): boolean {
  leaked ??= new Set(dictionary['passwords-common'].map((word) => fold(String(word))));
  return text.length >= SHORTEST_WORD && leaked.has(text);
}

/** Is the text the word with nothing but digits before and after it? */
function isNumbered(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && /^\d*$/.test(text.slice(0, at) + text.slice(at + word.length));
}

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];
const RUNS = ROWS.flatMap((run) => [run, [...run].reverse().join('')]);

/** The shortest text that gives this one when repeated: "abab" is "ab" again and again. */
function unitOf(text: string): string {
  const period = `${text}${text}`.indexOf(text, 1);
  return period > 0 ? text.slice(0, period) : text;
}
