import { expect, it } from 'vitest';
import { searchUnits } from './unit-search';

const units = [
  { code: 'DL-UB', nameVi: 'UBND xã Đông Lĩnh', nameEn: 'People’s Committee of Đông Lĩnh' },
  { code: 'SNV', nameVi: 'Sở Nội vụ', nameEn: 'Department of Home Affairs' },
];

it.each<[case_: string, text: string, codes: string[]]>([
  ['nothing finds all', '', ['DL-UB', 'SNV']],
  ['accents and đ do not matter', 'dong linh', ['DL-UB']],
  ['English names count too', 'home aff', ['SNV']],
  ['codes count too', 'snv', ['SNV']],
  ['every word must be there', 'đông nội', []],
])('%s', (_, text, codes) => {
  expect(searchUnits(units, text).map(({ code }) => code)).toEqual(codes);
});
