import { weighted, type Random } from './random';
import {
  FEMALE_GIVENS,
  FEMALE_MIDDLES,
  KINH_FAMILIES,
  MALE_GIVENS,
  MALE_MIDDLES,
  PLAIN_MIDDLE,
} from './pools/kinh';
import { CERTIFICATES } from './pools/certificates';
import { PEOPLES } from './pools/minorities';

/** Invented people: names as they are spread in a northern province. Lists in pools/, draws here. */

export type Sex = 'female' | 'male';

const families = weighted(KINH_FAMILIES);
const middles = { female: weighted(FEMALE_MIDDLES), male: weighted(MALE_MIDDLES) };
const givens = { female: weighted(FEMALE_GIVENS), male: weighted(MALE_GIVENS) };
const peoples = weighted(PEOPLES.map((people) => [people, people.weight] as const));

export const certificateTable = weighted(CERTIFICATES.map((pool) => [pool, pool.weight] as const));

/** Names that everybody would read as a known leader's: drawn again. */
const KNOWN = new Set(
  (
    'Nguyễn Phú Trọng|Nguyễn Xuân Phúc|Trần Đại Quang|Phạm Minh Chính|Tô Lâm|Lương Cường|Võ Văn Thưởng|Hồ Đức Phớc|' +
    'Nguyễn Tấn Dũng|Trương Tấn Sang|Nguyễn Minh Triết|Nông Đức Mạnh|Lê Đức Anh|Lê Đức Thọ|Phạm Văn Đồng|Phan Văn Khải|' +
    'Nguyễn Văn Linh|Nguyễn Văn Cừ|Trần Phú|Lê Hồng Phong|Hà Huy Tập|Trần Đức Lương|Nguyễn Thị Bình|Đặng Thị Ngọc Thịnh|' +
    'Trần Hồng Hà|Lê Thành Long|Nguyễn Chí Dũng|Bùi Thanh Sơn|Nguyễn Hoà Bình|Trần Lưu Quang|Vũ Đức Đam|Hoàng Trung Hải|' +
    'Lương Tam Quang|Phan Văn Giang|Nguyễn Duy Ngọc|Trần Cẩm Tú|Lê Minh Hưng|Đỗ Văn Chiến|Lê Minh Trí|Bùi Thị Minh Hoài'
  ).split('|'),
);

function kinhName(random: Random, sex: Sex, birthYear: number): string {
  const plain = birthYear < 1980 ? 0.62 : birthYear < 1990 ? 0.45 : 0.28;
  const middle = random.chance(plain) ? PLAIN_MIDDLE[sex] : random.draw(middles[sex]);
  return [random.draw(families), middle, random.draw(givens[sex])].filter(Boolean).join(' ');
}

function minorityName(random: Random, sex: Sex): string {
  const { families: own, [sex]: names } = random.draw(peoples);
  const family = own.length > 0 ? random.pick(own) : '';
  const middle = names.middles.length > 0 ? random.pick(names.middles) : '';
  return [family, middle, random.pick(names.givens)].filter(Boolean).join(' ');
}

/**
 * A full name, NFC. `uplandShare` is the share of people with ethnic-minority names where the person works. Two people
 * may share a name, as they do. Words of a name never repeat ("Hà Thị Hà" is drawn again), nor do known leaders' names.
 */
export function inventName(random: Random, sex: Sex, birthYear: number, uplandShare: number): string {
  for (let tries = 0; tries < 20; tries += 1) {
    const upland = random.chance(uplandShare);
    const name = (upland ? minorityName(random, sex) : kinhName(random, sex, birthYear)).normalize('NFC');
    const words = name.toLowerCase().split(' ');
    if (new Set(words).size === words.length && !KNOWN.has(name)) return name;
  }
  return sex === 'female' ? 'Nguyễn Thị Lụa' : 'Nguyễn Văn Bách';
}
