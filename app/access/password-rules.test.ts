import { dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from './blocklist';
import { checkPassword, PASSWORD_MAX } from './password-rules';

const NAMES = ['van.tth', 'LG-024817', 'Trần Thị Hồng Vân'];
const verdict = (password: string, minLength = 10) => {
  const result = checkPassword({ password, names: NAMES, minLength });
  return result.kind === 'accepted' ? 'accepted' : result.fault;
};

describe('choosing a password', () => {
  const cases: [name: string, password: string, expected: string][] = [
    ['a sentence', 'mưa rơi trên mái tôn', 'accepted'],
    ['ten characters', 'kx9-tre-mo', 'accepted'],
    ['no capital, no digit, no sign', 'cá vàng bơi ngược', 'accepted'],
    ['nine characters', 'kx9-tre-m', 'too_short'],
    ['nothing', '', 'too_short'],
    ['ten code units that are nine characters', 'ệ̣abcdefg'.normalize('NFD'), 'too_short'],
    ['five pictures, which are ten code units', '🌾🌾🐃🌧🏠', 'too_short'],
    ['longer than the form takes', 'mưa '.repeat(60), 'too_long'],
    ['the user name with signs', 'van.tth!!!!!!', 'names_owner'],
    ['the staff code', 'LG-024817-1', 'names_owner'],
    ['the staff code twice', 'lg024817lg024817', 'names_owner'],
    ['the full name without marks', 'tranthihongvan', 'names_owner'],
    ['the full name and a year', 'Trần Thị Hồng Vân 1982', 'names_owner'],
    ['a name within a sentence', 'van.tth thích ăn phở bò', 'accepted'],
    ['a common word with a year', 'Password@2026', 'too_common'],
    ['a common Vietnamese word with marks', 'Mật khẩu 12345', 'too_common'],
    ['a common word again and again', 'matkhaumatkhau', 'too_common'],
    ['the password of the demo', 'thao-demo-2026', 'too_common'],
    ['one sign again and again', 'aaaaaaaaaaaa', 'too_common'],
    ['two signs again and again', 'xyxyxyxyxyxy', 'too_common'],
    ['a word of the lists of leaks with numbers', 'Starwars#1977', 'too_common'],
    ['a long one of the lists of leaks', 'letmein123456', 'too_common'],
    ['a word of the lists within a sentence', 'starwars chiếu ở rạp', 'accepted'],
    ['signs only', '!!!!!!!!!!!!', 'too_common'],
    ['counting', '1234567890', 'too_common'],
    ['counting down', '9876543210', 'too_common'],
    ['the alphabet', 'abcdefghijkl', 'too_common'],
    ['a row of keys', 'asdfghjklzxcv', 'too_common'],
  ];
  it.each(cases)('%s', (_, password, expected) => {
    expect(verdict(password)).toBe(expected);
  });

  it('asks for as many characters as the province has set', () => {
    expect([verdict('kx9-tre-mo', 11), verdict('kx9-tre-mo', 8)]).toEqual(['too_short', 'accepted']);
  });

  it('judges composed and decomposed letters alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: PASSWORD_MAX }), (password) => {
        expect(verdict(password.normalize('NFD'))).toBe(verdict(password.normalize('NFC')));
      }),
    );
  });

  it('takes none of the most common 3,000 of leaks that are long enough, at 8 characters and at 10', () => {
    for (const minLength of [8, 10]) {
      const long = dictionary['passwords-common'].map(String).filter((word) => word.length >= minLength);
      const taken = long.slice(0, 3000).filter((password) => verdict(password, minLength) === 'accepted');
      expect([minLength, long.length > 1000, taken]).toEqual([minLength, true, []]);
    }
  });

  it('takes no listed word, whatever numbers stand around it', () => {
    for (const word of COMMON_PASSWORDS) {
      expect([word, verdict(`19${word}${'0'.repeat(10)}`)]).toEqual([word, 'too_common']);
    }
  });
});

describe('the list of common passwords', () => {
  it('is short, and written as it is compared', () => {
    expect(COMMON_PASSWORDS.size).toBeLessThanOrEqual(300);
    expect([...COMMON_PASSWORDS].filter((word) => !/^[a-z0-9]{3,}$/.test(word))).toEqual([]);
  });
});
