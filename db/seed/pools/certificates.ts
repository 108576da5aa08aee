import type { Random } from '../random';

/** All six modules of the basic standard. */
export const BASIC_MODULES = ['IU01', 'IU02', 'IU03', 'IU04', 'IU05', 'IU06'] as const;
export type BasicModule = (typeof BASIC_MODULES)[number];

export const CERTIFICATE_KINDS = ['UDCNTT_CB', 'TIN_HOC_A', 'TIN_HOC_B', 'IC3', 'MOS', 'ICDL'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

export interface CertificatePool {
  kind: CertificateKind;
  nameVi: string;
  nameEn: string;
  weight: number;
  /** First and last date of issue that the demo uses. A and B ended before 10/08/2016. */
  from: string;
  to: string;
  /** Invented, and they say so. */
  issuers: readonly string[];
  /** A number in the shape such a certificate has; invented. */
  number(random: Random, year: number): string;
}

const CENTRES = [
  'Trung tâm Ngoại ngữ – Tin học Lam Giang (giả định)',
  'Trung tâm Sát hạch công nghệ thông tin Bến Trúc (giả định)',
  'Trung tâm Giáo dục thường xuyên Sơn Dung (giả định)',
];
const DIGITS = '0123456789';
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const signs = (random: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(random.int(alphabet.length))).join('');

export const CERTIFICATES: readonly CertificatePool[] = [
  {
    kind: 'UDCNTT_CB',
    nameVi: 'Chứng chỉ ứng dụng CNTT cơ bản',
    nameEn: 'Basic IT application certificate',
    weight: 58,
    from: '2017-03-01',
    to: '9999-12-31',
    issuers: CENTRES,
    number: (random, year) => `CB ${signs(random, DIGITS, 7)}, vào sổ ${signs(random, DIGITS, 4)}/${year}`,
  },
  {
    kind: 'TIN_HOC_B',
    nameVi: 'Chứng chỉ Tin học ứng dụng trình độ B',
    nameEn: 'Applied informatics certificate, level B',
    weight: 14,
    from: '2006-04-01',
    to: '2016-08-09',
    issuers: CENTRES,
    number: (random, year) => `B ${signs(random, DIGITS, 6)}/${year}`,
  },
  {
    kind: 'TIN_HOC_A',
    nameVi: 'Chứng chỉ Tin học ứng dụng trình độ A',
    nameEn: 'Applied informatics certificate, level A',
    weight: 8,
    from: '2004-04-01',
    to: '2016-08-09',
    issuers: CENTRES,
    number: (random, year) => `A ${signs(random, DIGITS, 6)}/${year}`,
  },
  {
    kind: 'IC3',
    nameVi: 'Chứng chỉ IC3',
    nameEn: 'IC3 certificate',
    weight: 9,
    from: '2015-01-01',
    to: '9999-12-31',
    issuers: ['Điểm thi quốc tế Lam Giang (giả định)'],
    number: (random) => `IC3-${signs(random, SIGNS, 4)}-${signs(random, SIGNS, 4)}`,
  },
  {
    kind: 'MOS',
    nameVi: 'Chứng chỉ MOS',
    nameEn: 'MOS certificate',
    weight: 8,
    from: '2014-01-01',
    to: '9999-12-31',
    issuers: ['Điểm thi quốc tế Lam Giang (giả định)'],
    number: (random) => `w${signs(random, SIGNS, 4)}-${signs(random, SIGNS, 4)}`,
  },
  {
    kind: 'ICDL',
    nameVi: 'Chứng chỉ ICDL',
    nameEn: 'ICDL certificate',
    weight: 3,
    from: '2016-01-01',
    to: '9999-12-31',
    issuers: ['Điểm thi ICDL Lam Giang (giả định)'],
    number: (random) => `VN ${signs(random, DIGITS, 6)}`,
  },
];

export interface DegreePool {
  nameVi: string;
  nameEn: string;
}

export const DEGREES: readonly DegreePool[] = [
  { nameVi: 'Kỹ sư Công nghệ thông tin', nameEn: 'Engineer of information technology' },
  { nameVi: 'Cử nhân Khoa học máy tính', nameEn: 'Bachelor of computer science' },
  { nameVi: 'Cử nhân Hệ thống thông tin', nameEn: 'Bachelor of information systems' },
  { nameVi: 'Cao đẳng Công nghệ thông tin', nameEn: 'College degree in information technology' },
];

export const SCHOOLS = [
  'Trường Đại học Lam Giang (giả định)',
  'Trường Cao đẳng Kỹ thuật Lam Giang (giả định)',
];
