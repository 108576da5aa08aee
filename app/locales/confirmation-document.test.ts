import { expect, it } from 'vitest';
import type { ConfirmationBody } from '~/proficiency/register';
import { confirmationDocument } from './confirmation-document.server';

const body: ConfirmationBody = {
  number: '0412/2026/GXN-SNV',
  code: 'ABCDEFGHJKLMNPQR',
  staffCode: 'LG-024817',
  fullName: 'Trần Thị Hồng Vân',
  sex: 'female',
  birthDate: '1982-08-17',
  birthPrecision: 'day',
  unitVi: 'Văn phòng HĐND và UBND xã Đông Lĩnh',
  unitEn: 'Office',
  modules: [
    {
      module: 'IU01',
      titleVi: 'Hiểu biết về CNTT cơ bản',
      titleEn: '',
      mark: { num: 33, den: 4 },
      labelVi: 'Thi',
      labelEn: '',
      on: '2026-12-03',
    },
    {
      module: 'IU06',
      titleVi: 'Sử dụng Internet cơ bản',
      titleEn: '',
      mark: null,
      labelVi: 'IC3',
      labelEn: '',
      on: '2026-06-22',
    },
  ],
  province: { nameVi: 'tỉnh Lam Giang', nameEn: 'Lam Giang province' },
  issuer: {
    code: 'SNV',
    parentVi: 'UBND tỉnh Lam Giang',
    nameVi: 'Sở Nội vụ',
    nameEn: '',
    signerLines: ['GIÁM ĐỐC'],
    signerName: 'Lê Hữu Phước',
    placeVi: 'Lam Giang',
  },
  rule: { code: 'LG-TT', version: 3 },
  issuedOn: '2026-12-08',
  validTo: '2029-05-15',
};
const printed = (change: Partial<ConfirmationBody> = {}) =>
  confirmationDocument({ ...body, ...change }, 'https://thao.example/verify/ABCDEFGHJKLMNPQR');

it('prints what the form asks, in its spelling', () => {
  expect(printed()).toMatchObject({
    parentOrganisation: 'UBND TỈNH LAM GIANG',
    issuer: 'SỞ NỘI VỤ',
    subtitle: 'Đạt hai mô đun kỹ năng sử dụng công nghệ thông tin cơ bản',
    statement: 'Sở Nội vụ tỉnh Lam Giang xác nhận bà',
    bornAndUnit: 'Sinh ngày 17 tháng 8 năm 1982. Đơn vị: Văn phòng HĐND và UBND xã Đông Lĩnh',
    placeAndDate: 'Lam Giang, ngày 08 tháng 12 năm 2026',
    registeredOn: '08/12/2026',
    validTo: '14/05/2029',
    checkAddress: 'thao.example/verify',
  });
  expect(printed().moduleRows).toEqual([
    { name: 'IU01. Hiểu biết về CNTT cơ bản', result: '8,25', date: '03/12/2026' },
    { name: 'IU06. Sử dụng Internet cơ bản', result: 'IC3', date: '22/06/2026' },
  ]);
});

it.each<[case_: string, change: Partial<ConfirmationBody>, printed: object]>([
  [
    'a year of birth alone',
    { birthPrecision: 'year' },
    { bornAndUnit: `Sinh năm 1982. Đơn vị: ${body.unitVi}` },
  ],
  ['no birth date', { birthDate: null, birthPrecision: null }, { bornAndUnit: `Đơn vị: ${body.unitVi}` }],
  ['no unit', { unitVi: '' }, { bornAndUnit: 'Sinh ngày 17 tháng 8 năm 1982.' }],
  ['a man', { sex: 'male' }, { statement: 'Sở Nội vụ tỉnh Lam Giang xác nhận ông' }],
  ['no end', { validTo: '9999-12-31' }, { validTo: null }],
  [
    'an issuer that carries the province in its name',
    { issuer: { ...body.issuer, nameVi: 'Sở Nội vụ tỉnh Lam Giang' } },
    { statement: 'Sở Nội vụ tỉnh Lam Giang xác nhận bà' },
  ],
])('prints %s', (_, change, expected) => {
  expect(printed(change)).toMatchObject(expected);
});
