import type { Block, SuccessionKind } from '../../../app/organisation/terms';
import type { UnitKind } from './posts-province';

/**
 * The province's own bodies, the most needed first: a small demo takes the head of the list. Names of kinds of bodies
 * are public; the province, its documents and its dates of mergers are invented.
 */
export interface Body {
  code: string;
  parent: string;
  kind: UnitKind;
  block: Block;
  vi: string;
  en: string;
  weight: number;
  /** What it was called until the departments merged, under the same code. */
  before?: readonly [vi: string, en: string];
  /** It came with the mergers of departments. */
  isNew?: true;
  /** Of an ended body: its successors, and how it ended ('merge' where nothing is said). */
  into?: readonly string[];
  ending?: SuccessionKind;
}

type Line = readonly [
  code: string,
  kind: UnitKind,
  vi: string,
  en: string,
  weight: number,
  more?: Partial<Body>,
];

const BLOCK_OF: Readonly<Record<string, Block>> = { '01': 'party', '02': 'state', '03': 'mass_organisation' };

function bodies(lines: readonly Line[]): Body[] {
  return lines.map(([suffix, kind, vi, en, weight, more]) => {
    const code = `LG.${suffix}`;
    const parent = code.slice(0, code.lastIndexOf('.'));
    return { code, parent, kind, block: BLOCK_OF[suffix.slice(0, 2)] ?? 'state', vi, en, weight, ...more };
  });
}

export const BODIES: readonly Body[] = bodies([
  ['01', 'party_province', 'Tỉnh uỷ Lam Giang', 'Lam Giang Provincial Party Committee', 8],
  [
    '02',
    'province_council',
    'HĐND và UBND tỉnh Lam Giang',
    "Lam Giang People's Council and People's Committee",
    14,
  ],
  ['03', 'mass_province', 'Uỷ ban MTTQ Việt Nam tỉnh', 'Provincial Vietnam Fatherland Front', 40],
  ['02.01', 'province_office', 'Văn phòng UBND tỉnh', "Office of the Provincial People's Committee", 102],
  ['02.02', 'department', 'Sở Nội vụ', 'Department of Home Affairs', 84],
  ['02.03', 'department', 'Sở Khoa học và Công nghệ', 'Department of Science and Technology', 66],
  ['01.01', 'province_office', 'Văn phòng Tỉnh uỷ', 'Office of the Provincial Party Committee', 62],
  ['01.02', 'party_board', 'Ban Tổ chức Tỉnh uỷ', 'Organisation Board of the Provincial Party Committee', 44],
  ['02.04', 'department', 'Sở Tài chính', 'Department of Finance', 108],
  [
    '01.03',
    'party_board',
    'Ban Tuyên giáo và Dân vận Tỉnh uỷ',
    'Information and Mass Mobilisation Board of the Provincial Party Committee',
    46,
    { before: ['Ban Tuyên giáo Tỉnh uỷ', 'Information Board of the Provincial Party Committee'] },
  ],
  [
    '02.06',
    'department',
    'Sở Nông nghiệp và Môi trường',
    'Department of Agriculture and Environment',
    150,
    { before: ['Sở Nông nghiệp và Phát triển nông thôn', 'Department of Agriculture and Rural Development'] },
  ],
  ['03.01', 'mass_province', 'Hội Liên hiệp Phụ nữ tỉnh', "Provincial Women's Union", 34],
  ['03.04', 'youth_union', 'Tỉnh Đoàn', 'Provincial Youth Union', 36],
  ['01.09', 'training', 'Trường Chính trị tỉnh', 'Provincial School of Politics', 40],
  [
    '02.03.01',
    'digital_centre',
    'Trung tâm Chuyển đổi số tỉnh',
    'Provincial Digital Transformation Centre',
    25,
    { isNew: true },
  ],
  ['02.08', 'department', 'Sở Giáo dục và Đào tạo', 'Department of Education and Training', 62],
  ['02.07', 'department', 'Sở Y tế', 'Department of Health', 72],
  ['02.05', 'department', 'Sở Xây dựng', 'Department of Construction', 104],
  [
    '01.04',
    'party_inspection',
    'Uỷ ban Kiểm tra Tỉnh uỷ',
    'Inspection Commission of the Party Committee',
    48,
  ],
  ['02.09', 'department', 'Sở Tư pháp', 'Department of Justice', 46],
  ['02.10', 'department', 'Sở Công Thương', 'Department of Industry and Trade', 78],
  ['03.02', 'mass_province', 'Hội Nông dân tỉnh', "Provincial Farmers' Association", 32],
  ['02.11', 'department', 'Sở Văn hoá, Thể thao và Du lịch', 'Department of Culture, Sports and Tourism', 74],
  ['02.12', 'inspectorate', 'Thanh tra tỉnh', 'Provincial Inspectorate', 118],
  ['01.05', 'party_board', 'Ban Nội chính Tỉnh uỷ', 'Internal Affairs Board of the Party Committee', 28],
  ['03.03', 'mass_province', 'Hội Cựu chiến binh tỉnh', "Provincial Veterans' Association", 20],
  ['03.05', 'mass_province', 'Liên đoàn Lao động tỉnh', 'Provincial Federation of Labour', 46],
  [
    '02.13',
    'province_office',
    'Văn phòng Đoàn ĐBQH và HĐND tỉnh',
    "Office of the National Assembly Delegation and the People's Council",
    44,
  ],
  [
    '02.14',
    'department',
    'Sở Dân tộc và Tôn giáo',
    'Department of Ethnic and Religious Affairs',
    40,
    { before: ['Ban Dân tộc tỉnh', 'Provincial Board for Ethnic Affairs'] },
  ],
  ['02.16', 'province_office', 'Ban Quản lý các khu công nghiệp', 'Industrial Zones Authority', 36],
  ['02.06.01', 'sub_department', 'Chi cục Kiểm lâm', 'Sub-department of Forest Protection', 420],
  ['02.10.01', 'sub_department', 'Chi cục Quản lý thị trường', 'Sub-department of Market Surveillance', 130],
  ['02.15', 'department', 'Sở Ngoại vụ', 'Department of Foreign Affairs', 22],
  [
    '01.07',
    'province_office',
    'Đảng uỷ các cơ quan Đảng tỉnh',
    'Party Committee of the provincial Party bodies',
    34,
    { isNew: true },
  ],
  [
    '01.08',
    'province_office',
    'Đảng uỷ UBND tỉnh',
    "Party Committee of the Provincial People's Committee",
    40,
    { isNew: true },
  ],
  ['02.06.02', 'sub_department', 'Chi cục Thuỷ lợi', 'Sub-department of Water Resources', 44],
  ['02.06.03', 'sub_department', 'Chi cục Chăn nuôi và Thú y', 'Sub-department of Livestock', 38],
  ['02.07.01', 'sub_department', 'Chi cục Dân số', 'Sub-department of Population', 24],
]);

/** Bodies that ended when the departments merged, with where they went. */
export const ENDED_BODIES: readonly Body[] = bodies([
  [
    '02.31',
    'department',
    'Sở Thông tin và Truyền thông',
    'Department of Information and Communications',
    0,
    { into: ['LG.02.03'] },
  ],
  [
    '02.32',
    'department',
    'Sở Kế hoạch và Đầu tư',
    'Department of Planning and Investment',
    0,
    { into: ['LG.02.04'] },
  ],
  ['02.33', 'department', 'Sở Giao thông vận tải', 'Department of Transport', 0, { into: ['LG.02.05'] }],
  [
    '02.34',
    'department',
    'Sở Tài nguyên và Môi trường',
    'Department of Natural Resources and Environment',
    0,
    { into: ['LG.02.06'] },
  ],
  [
    '02.35',
    'department',
    'Sở Lao động – Thương binh và Xã hội',
    'Department of Labour and Social Affairs',
    0,
    { into: ['LG.02.02'] },
  ],
  [
    '01.06',
    'party_board',
    'Ban Dân vận Tỉnh uỷ',
    'Mass Mobilisation Board of the Party Committee',
    0,
    { into: ['LG.01.03'] },
  ],
  [
    '01.10',
    'province_office',
    'Đảng uỷ Khối các cơ quan tỉnh',
    'Party Committee of Provincial Agencies',
    0,
    { into: ['LG.01.07', 'LG.01.08'], ending: 'split' },
  ],
  [
    '02.31.01',
    'digital_centre',
    'Trung tâm Công nghệ thông tin và Truyền thông',
    'Information and Communications Technology Centre',
    0,
    { into: ['LG.02.03.01'], ending: 'rename' },
  ],
]);
