import { posts, type Post, type Posts } from './posts';
import { COMMUNE_POSTS } from './posts-commune';

const SPECIALISTS = `
  S Chuyên viên | Specialist
  S Chuyên viên chính | Principal specialist
  S Văn thư – lưu trữ | Records clerk
  S Chuyên viên | Specialist
  S Chuyên viên | Specialist
  S Kế toán | Accountant
  S Chuyên viên | Specialist`;
const HEAD = 'S Trưởng phòng | Head of division';
const DEPUTY = 'S Phó Trưởng phòng | Deputy head of division';
/** A body with divisions: seats in an order that stays believable for five people and for a hundred. */
const led = (chief: string, deputy: string): Posts =>
  posts(
    [chief, 'S Chuyên viên | Specialist', HEAD, SPECIALISTS, deputy, DEPUTY, SPECIALISTS, HEAD, deputy].join(
      '\n',
    ),
    [SPECIALISTS, SPECIALISTS, DEPUTY, SPECIALISTS, HEAD].join('\n'),
  );
const nobody: Posts = { first: [], then: [] };

/** Posts of every kind of unit. An `area` (the province, a district, a commune as a place) has nobody of its own. */
export const POSTS = {
  ...COMMUNE_POSTS,
  area: nobody,
  province_council: posts(
    `C Chủ tịch UBND tỉnh | Chair, provincial People's Committee
     C Phó Chủ tịch UBND tỉnh | Vice-chair, provincial People's Committee
     C Phó Chủ tịch HĐND tỉnh | Vice-chair, provincial People's Council
     C Phó Chủ tịch UBND tỉnh | Vice-chair, provincial People's Committee
     C Trưởng Ban Pháp chế HĐND tỉnh | Head, Legal Board of the People's Council`,
    `C Phó Trưởng Ban chuyên trách HĐND tỉnh | Full-time deputy head, board of the People's Council`,
  ),
  province_office: led(
    'S Chánh Văn phòng | Chief of Office',
    'S Phó Chánh Văn phòng | Deputy Chief of Office',
  ),
  department: led('S Giám đốc | Director', 'S Phó Giám đốc | Deputy director'),
  inspectorate: led('S Chánh Thanh tra | Chief Inspector', 'S Phó Chánh Thanh tra | Deputy Chief Inspector'),
  sub_department: led(
    'S Chi cục trưởng | Head of sub-department',
    'S Phó Chi cục trưởng | Deputy head of sub-department',
  ),
  party_province: posts(
    `C Phó Bí thư Thường trực Tỉnh uỷ | Standing deputy secretary, Provincial Party Committee
     C Phó Bí thư Tỉnh uỷ | Deputy secretary, Provincial Party Committee`,
    `C Uỷ viên Ban Thường vụ Tỉnh uỷ | Standing board member, Provincial Party Committee`,
  ),
  party_board: posts(
    [
      'C Trưởng Ban | Head of board',
      'S Chuyên viên | Specialist',
      'C Phó Trưởng Ban | Deputy head of board',
      HEAD,
    ].join('\n'),
    SPECIALISTS,
  ),
  party_inspection: posts(
    ['C Chủ nhiệm | Chair', 'S Chuyên viên | Specialist', 'C Phó Chủ nhiệm | Vice-chair', HEAD].join('\n'),
    ['C Uỷ viên Uỷ ban Kiểm tra | Member, Inspection Committee', SPECIALISTS].join('\n'),
  ),
  mass_province: posts(
    ['C Chủ tịch | Chair', 'C Phó Chủ tịch | Vice-chair', 'S Chuyên viên | Specialist'].join('\n'),
    [SPECIALISTS, 'C Uỷ viên Ban Thường vụ | Standing board member'].join('\n'),
  ),
  youth_union: posts(
    [
      'C Bí thư Tỉnh Đoàn | Secretary, provincial Youth Union',
      'C Phó Bí thư Tỉnh Đoàn | Deputy secretary',
    ].join('\n'),
    [SPECIALISTS, 'C Uỷ viên Ban Thường vụ | Standing board member'].join('\n'),
  ),
  district_council: posts(
    `C Chủ tịch UBND | Chair, People's Committee`,
    `C Phó Chủ tịch UBND | Vice-chair, People's Committee
     C Phó Trưởng Ban HĐND | Deputy head, board of the People's Council`,
  ),
  district_office: posts([HEAD, DEPUTY].join('\n'), SPECIALISTS),
  district_party: posts(
    `C Bí thư | Secretary, Party Committee`,
    ['C Uỷ viên Uỷ ban Kiểm tra | Member, Inspection Committee', SPECIALISTS].join('\n'),
  ),
  district_mass: posts(
    `C Chủ tịch Uỷ ban MTTQ | Chair, Fatherland Front`,
    `C Phó Chủ tịch Hội Nông dân | Vice-chair, Farmers' Association
     C Phó Chủ tịch Hội Liên hiệp Phụ nữ | Vice-chair, Women's Union
     C Phó Chủ tịch Uỷ ban MTTQ | Vice-chair, Fatherland Front
     C Uỷ viên Thường trực | Standing member`,
  ),
  hospital: posts(
    `E Giám đốc | Director
     E Phó Giám đốc | Deputy director`,
    `E Điều dưỡng | Nurse
     E Bác sĩ | Physician
     E Điều dưỡng | Nurse
     E Kỹ thuật viên | Technician
     E Y sĩ | Assistant physician`,
  ),
  training: posts(
    `E Hiệu trưởng | Principal
     E Giảng viên chính | Principal lecturer`,
    `E Giảng viên | Lecturer
     E Chuyên viên đào tạo | Training specialist`,
  ),
  digital_centre: posts(
    `E Giám đốc | Director`,
    `E Kỹ sư phần mềm | Software engineer
     E Quản trị mạng | Network administrator
     E An toàn thông tin | Information security`,
  ),
} as const;

export type UnitKind = keyof typeof POSTS;

/** The repeated posts of a kind of unit, for somebody of that sex. */
export function plainPostsOf(kind: UnitKind, sex: 'female' | 'male' = 'female'): readonly Post[] {
  const { then }: Posts = POSTS[kind];
  return sex === 'female' ? then : then.filter(({ vi }) => sexOfPost(vi) !== 'female');
}

/** Post of the seat with that number, counted from 0. `taken` holds the posts that named people already fill. */
export function postOf(kind: UnitKind, seat: number, taken: readonly string[] = []): Post {
  const { first, then }: Posts = POSTS[kind];
  const open: Post[] = [...first];
  for (const vi of taken) {
    const at = open.findIndex((post) => post.vi === vi);
    if (at >= 0) open.splice(at, 1);
  }
  const post = open[seat] ?? then[(seat - open.length) % then.length];
  if (!post) throw new RangeError(`no posts in a unit of kind ${kind}`);
  return post;
}

/** Posts that go to one sex: women lead the Women's Union, midwives are women, drivers and guards are men here. */
export function sexOfPost(vi: string): 'female' | 'male' | null {
  if (/Phụ nữ|Hộ sinh/u.test(vi)) return 'female';
  return /^(Lái xe|Bảo vệ|Chỉ huy trưởng|Phó Chỉ huy trưởng)/u.test(vi) ? 'male' : null;
}

const LEADER =
  /^(Phó )?(Chủ tịch|Bí thư|Giám đốc|Trưởng|Chánh|Chủ nhiệm|Hiệu trưởng|Chi cục trưởng|Chỉ huy trưởng)|^Uỷ viên B/u;
const YOUTH = /Đoàn( Thanh niên)?$/u;

/** Nobody leads in their twenties; the Youth Union's own leaders are the young ones. */
export function seniorityOf(vi: string): 'leader' | 'youth' | 'any' {
  return YOUTH.test(vi) ? 'youth' : LEADER.test(vi) ? 'leader' : 'any';
}
