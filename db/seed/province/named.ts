import type { Category } from '../../../app/organisation/terms';
import type { Sex } from '../pools';
import type { DemoAccount, IsoDate } from './shape';

/**
 * People whom the documentation names, first those who sign in. All invented. A pattern has a letter for each of
 * IU01..IU06: a, b, c = three rounds of the last half year; n = two years ago; e = runs out in 20 days; x = ran out 40
 * days ago; i = an IC3 certificate for that module; - = missing. Otherwise a word for the way the person got there.
 */
export interface NamedPerson {
  staffCode: string;
  fullName: string;
  sex: Sex;
  unitCode: string;
  category: Category;
  positionVi: string;
  positionEn: string;
  outcome: string;
  birthDate?: IsoDate;
  account?: DemoAccount;
}

type Line = readonly [
  code: string,
  name: string,
  sex: 'f' | 'm',
  category: 'C' | 'S' | 'E',
  vi: string,
  en: string,
  outcome: string,
];

const CATEGORY = { C: 'cadre', S: 'civil_servant', E: 'public_employee' } as const;

const inUnit = (unitCode: string, lines: readonly Line[]): NamedPerson[] =>
  lines.map(([staffCode, fullName, sex, category, positionVi, positionEn, outcome]) => ({
    staffCode,
    fullName,
    sex: sex === 'f' ? 'female' : 'male',
    unitCode,
    category: CATEGORY[category],
    positionVi,
    positionEn,
    outcome,
  }));

const OFFICE = 'LG.101.02.01';
const account = (key: DemoAccount['key'], role: DemoAccount['role'], scopeUnitCode: string): DemoAccount => ({
  key,
  role,
  scopeUnitCode,
});

const SIGNING_IN: NamedPerson[] = [
  ...inUnit(OFFICE, [
    ['LG-024817', 'Trần Thị Hồng Vân', 'f', 'S', 'Tổng hợp', 'General affairs', '-aabbi'],
  ]).map((person) => ({
    ...person,
    birthDate: '1982-08-17',
    account: account('learner', 'learner', OFFICE),
  })),
  ...inUnit('LG.101.02.03', [
    ['LG-017701', 'Lương Thị Kim Oanh', 'f', 'S', 'Nội vụ', 'Home affairs', 'aaabbc'],
  ]).map((person) => ({ ...person, birthDate: '1979-03-05', account: account('hr', 'hr', 'LG.101') })),
  ...inUnit('LG.02.03', [
    [
      'LG-001126',
      'Phan Đức Thịnh',
      'm',
      'S',
      'Chuyên viên chính, giảng viên kiêm chức',
      'Principal specialist, part-time trainer',
      'degree',
    ],
  ]).map((person) => ({ ...person, birthDate: '1986-11-20', account: account('trainer', 'trainer', 'LG') })),
  ...inUnit('LG.02', [
    [
      'LG-000012',
      'Đỗ Quang Khải',
      'm',
      'C',
      'Phó Chủ tịch UBND tỉnh',
      "Vice-chair, provincial People's Committee",
      'certificate',
    ],
  ]).map((person) => ({ ...person, birthDate: '1973-06-14', account: account('leader', 'leader', 'LG') })),
  ...inUnit('LG.02.03', [
    [
      'LG-001147',
      'Tô Minh Quân',
      'm',
      'S',
      'Chuyên viên, quản trị hệ thống',
      'Specialist, system administrator',
      'degree',
    ],
  ]).map((person) => ({
    ...person,
    birthDate: '1990-02-09',
    account: account('operator', 'operator', 'LG'),
  })),
  ...inUnit('LG.02.02', [
    ['LG-000873', 'Vương Thị Thu Hằng', 'f', 'S', 'Phó Trưởng phòng', 'Deputy head of division', 'exam'],
  ]).map((person) => ({ ...person, birthDate: '1981-09-28', account: account('provinceHr', 'hr', 'LG') })),
  ...inUnit('LG.02.02', [
    [
      'LG-000964',
      'Đinh Thị Thu Hà',
      'f',
      'S',
      'Chuyên viên, kiểm tra nội bộ',
      'Specialist, internal audit',
      'exam',
    ],
  ]).map((person) => ({ ...person, birthDate: '1984-05-22', account: account('auditor', 'auditor', 'LG') })),
];

const IN_PICTURES: NamedPerson[] = [
  ...inUnit(OFFICE, [
    ['LG-024803', 'Lê Thị Thuý An', 'f', 'S', 'Văn thư', 'Records clerk', 'aaabbc'],
    ['LG-024866', 'Phạm Ngọc Ánh', 'f', 'S', 'Kế toán', 'Accountant', 'aaa-bc'],
    ['LG-019204', 'Hoàng Văn Ân', 'm', 'C', 'Chánh Văn phòng', 'Chief of Office', 'nnnnnn'],
    ['LG-024811', 'Nguyễn Tiến Dũng', 'm', 'S', 'Một cửa', 'One-stop desk', 'aaxbbc'],
    ['LG-020015', 'Vi Văn Đạt', 'm', 'S', 'Tư pháp', 'Justice', 'aaabbc'],
    ['LG-024859', 'Nguyễn Minh Đức', 'm', 'S', 'Thống kê', 'Statistics', '-aa--c'],
    ['LG-022147', 'Hà Thị Mai Hương', 'f', 'S', 'Hộ tịch', 'Civil status', 'eeeeee'],
  ]),
  ...inUnit('LG.101.02.02', [
    ['LG-024901', 'Đặng Quốc Bảo', 'm', 'S', 'Địa chính', 'Land administration', 'aaabbc'],
    ['LG-021377', 'Lò Thị Dung', 'f', 'S', 'Nông nghiệp', 'Agriculture', 'aaab-c'],
    ['LG-018850', 'Bùi Thanh Hải', 'm', 'C', 'Trưởng phòng', 'Head of division', 'nnnnnn'],
    ['LG-024918', 'Ma Seo Lử', 'm', 'S', 'Xây dựng', 'Construction', 'aa---c'],
    ['LG-024920', 'Vũ Thị Ngọc', 'f', 'S', 'Tài chính', 'Finance', 'aaabbc'],
  ]),
  ...inUnit('LG.101.01', [
    ['LG-017702', 'Triệu Thị Bích', 'f', 'C', 'Uỷ viên BTV', 'Standing board member', 'nnnnnn'],
    ['LG-017733', 'Nông Văn Quyết', 'm', 'C', 'Văn phòng Đảng uỷ', 'Party Committee office', 'aa-bbc'],
  ]),
  ...inUnit('LG.02.02', [
    ['LG-000815', 'Lê Hữu Phước', 'm', 'S', 'Phó Giám đốc', 'Deputy director', 'certificate'],
  ]),
  ...inUnit('LG.01.09', [
    [
      'LG-006402',
      'Ngô Thế Hiển',
      'm',
      'E',
      'Giảng viên, giám sát phòng thi',
      'Lecturer, invigilator',
      'certificate',
    ],
  ]),
  ...inUnit('LG.102.02.01', [
    ['LG-023104', 'Nguyễn Văn Chiến', 'm', 'S', 'Văn thư', 'Records clerk', '-aabbc'],
    ['LG-023117', 'Trịnh Thu Trang', 'f', 'S', 'Tổng hợp', 'General affairs', '-aa-bc'],
  ]),
  ...inUnit('LG.102.02.02', [['LG-023125', 'Trần Văn Kiên', 'm', 'S', 'Tài chính', 'Finance', '-aabbc']]),
  ...inUnit('LG.103.02.02', [['LG-023408', 'Hà Văn Giang', 'm', 'S', 'Xây dựng', 'Construction', 'exam']]),
  ...inUnit('LG.104.01', [
    ['LG-018126', 'Phùng Văn Nam', 'm', 'S', 'Văn phòng Đảng uỷ', 'Party Committee office', '------'],
  ]),
  ...inUnit('LG.105.02.01', [
    ['LG-023702', 'Quàng Thị Lan', 'f', 'S', 'Văn thư', 'Records clerk', 'certificate'],
  ]),
  ...inUnit('LG.105.02.03', [['LG-023711', 'Cầm Thị Sinh', 'f', 'S', 'Y tế', 'Health', '-aa---']]),
  ...inUnit('LG.105.02.02', [
    ['LG-023719', 'Lù Văn Thắng', 'm', 'S', 'Nông nghiệp', 'Agriculture', '-aabbc'],
  ]),
  ...inUnit('LG.105.02.04', [['LG-023726', 'Lý A Khang', 'm', 'S', 'Một cửa', 'One-stop desk', '------']]),
  ...inUnit('LG.106.02.01', [['LG-023905', 'Đỗ Thị Mận', 'f', 'S', 'Văn thư', 'Records clerk', 'exam']]),
];

export const NAMED: readonly NamedPerson[] = [...SIGNING_IN, ...IN_PICTURES];

/** A pattern, not a word. */
export const hasPattern = ({ outcome }: NamedPerson): boolean => /^[-abceinx]{6}$/.test(outcome);

/** Whether the named person meets all six modules today. */
export const isMet = (person: NamedPerson): boolean => !hasPattern(person) || !/[-x]/.test(person.outcome);

export const isCounted = ({ category }: NamedPerson): boolean =>
  category === 'cadre' || category === 'civil_servant';
