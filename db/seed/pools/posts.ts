import type { Category } from '../../../app/organisation/terms';

/** How the tables of posts are written. One line a post: a letter for the category, Vietnamese | English. */

export interface Post {
  vi: string;
  en: string;
  category: Category;
}
/** `first` are filled once and in order, `then` are repeated for everybody after them. */
export interface Posts {
  first: readonly Post[];
  then: readonly Post[];
}

const CATEGORY_LETTERS: Readonly<Record<string, Category>> = {
  C: 'cadre',
  S: 'civil_servant',
  E: 'public_employee',
  P: 'part_time',
  L: 'contract',
  U: 'unstated',
};

export function postLines(text: string): Post[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const match = /^([CSEPLU]) (.+?) \| (.+)$/.exec(line);
      const category = CATEGORY_LETTERS[match?.[1] ?? ''];
      if (!match?.[2] || !match[3] || !category) throw new Error(`not a post: ${line}`);
      return { vi: match[2], en: match[3], category };
    });
}

export function posts(first: string, then: string): Posts {
  return { first: postLines(first), then: postLines(then) };
}

export const PART_TIME_POSTS = postLines(`
  P Phó Chỉ huy trưởng quân sự | Deputy military commander
  P Văn thư – thủ quỹ | Clerk and cashier
  P Đài truyền thanh | Loudspeaker station
  P Nhân viên thú y | Veterinary worker
  P Phó Chủ tịch Hội Nông dân | Vice-chair, Farmers' Association
  P Phó Bí thư Đoàn Thanh niên | Deputy secretary, Youth Union`);

export const CONTRACT_POSTS = postLines(`
  L Lái xe | Driver
  L Bảo vệ | Guard
  L Phục vụ | Caretaker
  L Hỗ trợ nghiệp vụ | Support staff`);

export const UNSTATED_POSTS = postLines(`
  U Chuyên viên | Specialist
  U Văn thư | Records clerk`);
