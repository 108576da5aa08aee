import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from './file-names';
import { MEDIA_TYPES } from './terms';

describe('a name', () => {
  it.each([
    ['as it is', 'Quyết định 12.pdf', 'Quyết định 12.pdf'],
    ['with an ending in capitals', 'SCAN.PDF', 'SCAN.PDF'],
    ['with a path of Windows', 'C:\\Users\\an\\quyet-dinh.pdf', 'quyet-dinh.pdf'],
    ['that climbs', '../../etc/passwd', 'passwd.pdf'],
    ['with the ending of a program', 'quyết định.exe', 'quyết định.exe.pdf'],
    ['that hides its ending by turning the text', 'bang\u202efdp.exe', 'bangfdp.exe.pdf'],
    ['with an end of line and a quote', 'a\r\nSet-Cookie: x="1".pdf', 'aSet-Cookie- x=-1-.pdf'],
    ['that is hidden', '.htaccess', 'htaccess.pdf'],
    ['that is only an ending', '.pdf', 'tệp.pdf'],
    ['of nothing', '', 'tệp.pdf'],
    ['in two pieces for each letter', 'Quyết'.normalize('NFD'), 'Quyết.pdf'],
    ['with blanks around', '  a   b .pdf', 'a b.pdf'],
  ])('%s', (_, given, expected) => expect(cleanFileName(given, 'application/pdf')).toBe(expected));

  it('takes either ending of a JPEG', () => {
    expect(cleanFileName('a.jpeg', 'image/jpeg')).toBe('a.jpeg');
    expect(cleanFileName('a.png', 'image/jpeg')).toBe('a.png.jpg');
  });

  it('whatever it was, is short, shows all of itself, names no folder and has the ending of its type', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(...MEDIA_TYPES),
        (given, type) => {
          const name = cleanFileName(given, type);
          expect([...name].length).toBeLessThanOrEqual(120);
          expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}\p{Cs}]|^[.\s]|[.\s]\.\w+$/u);
          expect(name).toMatch(/^.+\.(pdf|png|jpe?g)$/isu);
          expect(cleanFileName(name, type)).toBe(name);
        },
      ),
    );
  });
});
