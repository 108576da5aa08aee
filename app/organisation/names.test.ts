import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareNames,
  foldForSearch,
  initials,
  matchesAllWords,
  nameParts,
  nameSearchKey,
  nameSortKey,
  normaliseName,
  salutation,
} from './names';

const collator = new Intl.Collator('vi');

/** The reference: [given, family, middle], each by ICU. */
function compareByIcu(a: string, b: string): number {
  const [left, right] = [nameParts(a), nameParts(b)];
  return (
    collator.compare(left.given, right.given) ||
    collator.compare(left.family, right.family) ||
    collator.compare(left.middle, right.middle)
  );
}

const FAMILIES = 'Nguyễn Trần Lê Đỗ Đoàn Đặng Dương Ngô Ngọ Vũ Võ Vừ Hoàng Hoà Lò Lù Lý Lỳ Giàng'.split(' ');
const MIDDLES = ['Thị', 'Văn', 'Thị Hồng', 'Thị Hông', 'Seo', 'A', 'Đức', '', 'Thị Thuý', 'Thị Thúy'];
const GIVENS = (
  'An Ánh Ân Ẩn Du Dung Dũng Dùng Đạt Đức Đủ Hoà Hòa Hoa Hùng Huyền Hưng Hương Hường Hướng Vân Vấn Văn Ước Ươm ' +
  'Uyên Oanh Ông Ổn Ơn Quý Qúy Quỳ Thuý Thúy Thuỷ Thủy Thu Thư Tú Tư Từ Yên Ý Ỷ Lử Lứ Páo Pẳn Pâng Phước'
).split(' ');
const SPECIAL = `
Trần Thị Hồng Vân|trần thị hồng vân|TRẦN THỊ HỒNG VÂN|Trần Thị Hồng vân|Trần thị Hồng Vân|Phan-Văn Trị|José Đỗ
Ma Seo Lử|Lò Thị Dung|Sùng A Páo|Vàng Mí Chứ|Giàng Thị Mỷ|Thào Mí Sính|Lý A Khang|Zùng A Lử|Fan Jun|Wang Zheng
H'Yer Niê|H’Yer Niê|H'Bia Êban|HBia Êban|Siu H'Lan|Siu HLan|H'Mông|HMông|H’Mông|H'Ngăm Mlô|H Ngăm|Müller An
Y Thanh|Y Blŏk Êñuôl|Y Blok Enuôl|Ksor Y Ƀhăm|Ksor Y Băhm|Rơ Châm Nay|Čil Niê|Ñong Mlô|Tôn-Nữ Hoàng Anh
Hồng|Hông|Hổng|Hỗng|Hống|Hộng|Y|Ý|A|Á|Đ|D|đ|d|Ê|e|Ê\u0306|Nguyễn Văn A.|Lê Thị Bé (2)
Nguyễn Văn Hùng 1|Nguyễn Văn Hùng 2|Nguyễn Văn Hùng 10`
  .trim()
  .split(/[|\n]/);

function corpus(): string[] {
  const names = [...SPECIAL];
  GIVENS.forEach((given, g) => {
    names.push(`${FAMILIES[g % FAMILIES.length]} ${given}`);
    for (let k = 0; k < 11; k += 1) {
      const family = FAMILIES[(g * 3 + k * 5) % FAMILIES.length];
      names.push(normaliseName(`${family} ${MIDDLES[(g + k) % MIDDLES.length]} ${given}`));
    }
  });
  return [...new Set(names)];
}

describe('normaliseName', () => {
  it.each([
    ['blanks of every kind', '  Lò\u00a0\u00a0Thị \t Dung\u202f ', 'Lò Thị Dung'],
    ['NFD becomes NFC', 'Nguyễn Văn Thử'.normalize('NFD'), 'Nguyễn Văn Thử'],
    ['base letter with a separate tone (CP1258)', 'Nguyê\u0303n', 'Nguyễn'],
    ['old and new tone places stay', 'Lê Thị Hòa, Hoà', 'Lê Thị Hòa, Hoà'],
    ['case stays', 'y THANH niê', 'y THANH niê'],
    ['the apostrophe stays', 'H’Yer Niê', 'H’Yer Niê'],
    ['nothing', ' \u00a0 ', ''],
  ])('%s', (_, raw, expected) => expect(normaliseName(raw)).toBe(expected));
});

describe('nameParts', () => {
  it.each([
    ['four words', 'Trần Thị Hồng Vân', { given: 'Vân', family: 'Trần', middle: 'Thị Hồng' }],
    ['two words', 'Y Thanh', { given: 'Thanh', family: 'Y', middle: '' }],
    ['one word', 'Hồng', { given: 'Hồng', family: '', middle: '' }],
    ['lower-case middle', 'Sùng a Páo', { given: 'Páo', family: 'Sùng', middle: 'a' }],
    ['apostrophe', "H'Yer Niê", { given: 'Niê', family: "H'Yer", middle: '' }],
    ['nothing', '', { given: '', family: '', middle: '' }],
  ])('%s', (_, name, expected) => expect(nameParts(name)).toEqual(expected));
});

describe('nameSortKey', () => {
  it('orders every pair of the corpus as Intl.Collator("vi") on [given, family, middle]', () => {
    const names = corpus();
    expect(names.length).toBeGreaterThanOrEqual(600);
    const keys = names.map(nameSortKey);
    const wrong: string[] = [];
    for (let i = 0; i < names.length; i += 1) {
      for (let j = 0; j < names.length; j += 1) {
        const [left, right] = [keys[i] as string, keys[j] as string];
        const byKey = left < right ? -1 : left > right ? 1 : 0;
        const byIcu = Math.sign(compareByIcu(names[i] as string, names[j] as string));
        if (byKey !== byIcu) wrong.push(`${names[i]} ? ${names[j]}: key ${byKey}, ICU ${byIcu}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is plain ASCII, without blanks, under 120 bytes for every name of the corpus', () => {
    for (const name of corpus()) expect(nameSortKey(name)).toMatch(/^[0-9A-Za-z.]{9,119}$/);
  });

  it('agrees with ICU on any Vietnamese letters, marks in any order and number included', () => {
    const base = fc.constantFrom(...'aAăâeêoOôơuUưiyYdđĐbx', 'ƀ', 'ñ', "'", '’', '-', '.', '7');
    const marks = fc.array(fc.constantFrom(...'\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u031b'), {
      maxLength: 2,
    });
    // A letter with both a horn and a circumflex belongs to no alphabet, and ICU reads it as ô.
    const letter = fc
      .tuple(base, marks)
      .map(([first, after]) => first + after.join(''))
      .filter((text) => !/\u031b.*\u0302/u.test(text.normalize('NFD')));
    const word = fc.array(letter, { minLength: 1, maxLength: 3 }).map((all) => all.join(''));
    const toned = fc
      .array(fc.constantFrom(...'aàảãáạAÀẠ'), { minLength: 1, maxLength: 3 })
      .map((all) => all.join(''));
    for (const words of [word, toned]) {
      fc.assert(
        fc.property(words, words, (a, b) => compareNames(a, b) === Math.sign(collator.compare(a, b))),
        { numRuns: 20_000, seed: 20260514 },
      );
    }
  });

  it('agrees with ICU on names of one to four words', () => {
    const syllable = fc.constantFrom(
      ...'an àn án ạn Ân ần hoà hòa HOÀ Hoá đa Đà dã Da thuỷ thủy ly Ly lý'.split(' '),
    );
    const name = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(name, name, (a, b) => compareNames(a, b) === Math.sign(compareByIcu(a, b))),
      { numRuns: 20_000, seed: 20260514 },
    );
  });

  it.each([
    [
      'given name first',
      ['Vũ Văn An', 'An Thị Ánh', 'Bùi Văn Ân', 'An Văn Đạt', 'An Văn Hưng', 'An Thị Hương'],
    ],
    ['then family, then middle', ['Lê Văn An', 'Trần An', 'Trần Thị An', 'Trần Văn An']],
    ['tones', ['Lê Ma', 'Lê Mà', 'Lê Mả', 'Lê Mã', 'Lê Má', 'Lê Mạ', 'Lê Mai']],
    ['a level of the given name decides before the family does', ['Trần Văn Hoà', 'An Thị Hòa']],
    ['one-word names', ['Hồng', 'Lê Hồng', 'Hống']],
    ['lower case first, only between names otherwise alike', ['lê an', 'Lê an', 'lê An', 'Lê An', 'Lê Àn']],
  ])('%s', (_, ordered) => {
    expect([...ordered].reverse().sort(compareNames)).toEqual(ordered);
  });

  it('is the same for NFC, NFD and stray blanks, and differs for any recorded difference', () => {
    expect(nameSortKey('  Trần\u00a0Thị  Hồng Vân '.normalize('NFD'))).toBe(nameSortKey('Trần Thị Hồng Vân'));
    expect(new Set(corpus().map(nameSortKey)).size).toBe(corpus().length);
  });

  it('puts symbols that it does not know last, and stays ASCII', () => {
    expect(compareNames('Lê z', 'Lê 王')).toBe(-1);
    expect(nameSortKey('李 小龙 😀')).toMatch(/^[0-9A-Za-z.]+$/);
  });
});

describe('search', () => {
  it.each([
    ['đ and tones', 'Đặng Thị Ước', 'dang thi uoc'],
    ['both tone places', 'Hoà Hòa', 'hoa hoa'],
    ['NFD', 'Nguyễn'.normalize('NFD'), 'nguyen'],
    ['apostrophes of every kind', "H'Mông H’Mông HʼMông", 'hmong hmong hmong'],
    ['breves, tildes, ƀ', 'Y Blŏk Êñuôl Ƀhăm', 'y blok enuol bham'],
    ['LIKE signs and hyphens', '100% Tôn-Nữ_A', '100 ton nu a'],
    ['i and y stay apart', 'Mỹ Mĩ', 'my mi'],
  ])('folds %s', (_, text, expected) => expect(foldForSearch(text)).toBe(expected));

  it.each([
    ['any order', 'vân trần', true],
    ['partial words', 'tr th ho va', true],
    ['without marks, capitals', 'HONG VAN', true],
    ['empty', '  ', true],
    ['a part that begins no word', 'ong', false],
    ['one word that is missing', 'van hoa', false],
    ['wildcards are no wildcards', '%', true],
  ])('matches by %s', (_, query, expected) => {
    expect(matchesAllWords(nameSearchKey('Trần Thị Hồng Vân'), query)).toBe(expected);
  });

  it('finds a name by any of its own prefixes in any order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...corpus()), fc.nat(), (name, n) => {
        const words = nameSearchKey(name).split(' ');
        const query = words.map((word, i) => word.slice(0, 1 + ((n + i) % word.length || 0))).reverse();
        return matchesAllWords(nameSearchKey(name), query.join(' '));
      }),
    );
  });
});

describe('initials', () => {
  it.each([
    ['Trần Thị Hồng Vân', 'HV'],
    ['Ma Seo Lử', 'SL'],
    ["H'Yer Niê", 'HN'],
    ['Phan Đức Thịnh', 'ĐT'],
    ['sùng a páo'.normalize('NFD'), 'AP'],
    ['Hồng', 'H'],
    ['', ''],
  ])('%s: %s', (name, expected) => expect(initials(name)).toBe(expected));
});

describe('salutation', () => {
  it.each([
    ['female', 'vi', { key: 'ms', given: 'Vân', name: 'Vân' }],
    ['male', 'en', { key: 'mr', given: 'Vân', name: 'Vân' }],
    ['unknown', 'vi', { key: 'neutral', given: 'Vân', name: 'Vân' }],
    ['unknown', 'en', { key: 'neutral', given: 'Vân', name: 'Trần Thị Hồng Vân' }],
  ] as const)('%s in %s', (title, lang, expected) => {
    expect(salutation(title, 'Trần Thị Hồng Vân', lang)).toEqual(expected);
  });
});
