import { describe, expect, it } from 'vitest';
import { dateOfDayNumber, dayNumber } from '../formats';
import { dateSerial, sheetName, xmlText } from './xlsx-parts';

describe('parts of a workbook', () => {
  it.each([
    ['1900-01-01', 1],
    ['1900-02-28', 59],
    ['1900-03-01', 61],
    ['1940-02-01', 14_642],
    ['1970-01-01', 25_569],
    ['1975-06-13', 27_558],
    ['2000-02-29', 36_585],
    ['2026-11-25', 46_351],
    ['9999-12-31', 2_958_465],
    ['1899-12-31', null],
    ['1982', null],
  ])('the serial of %s is %s', (iso, serial) => expect(dateSerial(iso)).toBe(serial));

  it('serials step by one day by day, over every day of a working life', () => {
    const first = dayNumber('1900-03-01');
    const wrong: string[] = [];
    for (let day = first; day < first + 73_000; day += 1) {
      const iso = dateOfDayNumber(day);
      if (dateSerial(iso) !== 61 + day - first) wrong.push(iso);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['Danh sách năng lực', 'Danh sách năng lực'],
    ["'Quý III/2026: [nháp]?'", 'Quý III 2026   nháp'],
    ['x'.repeat(40), 'x'.repeat(31)],
    [`${'x'.repeat(30)}😀`, 'x'.repeat(30)],
    ['', 'Sheet1'],
    ['*', 'Sheet1'],
  ])('the sheet %j is named %j', (name, result) => expect(sheetName(name)).toBe(result));

  it('escapes what XML needs', () => {
    expect(xmlText('a & b < c > "d" _x0041_ \r')).toBe(
      'a &amp; b &lt; c &gt; &quot;d&quot; _x005F_x0041_ _x000D_',
    );
  });
});
