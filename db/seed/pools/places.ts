/** Invented places of tỉnh Lam Giang. A commune may bear a name that exists elsewhere; nothing here is that place. */

export interface District {
  vi: string;
  en: string;
  /** Name of its Party committee. */
  party: string;
  /** Share of ethnic-minority names. */
  upland: number;
  /** Share of wards among its new communes. */
  wards: number;
}

const district = (
  kind: 'huyện' | 'thị xã' | 'thành phố',
  name: string,
  upland: number,
  wards = 0,
): District => ({
  vi: `${kind} ${name}`,
  en: kind === 'huyện' ? `${name} district` : kind === 'thị xã' ? `${name} town` : `${name} city`,
  party: `${kind === 'huyện' ? 'Huyện' : kind === 'thị xã' ? 'Thị' : 'Thành'} uỷ ${name}`,
  upland,
  wards,
});

export const DISTRICTS: readonly District[] = [
  district('huyện', 'Sơn Dung', 0.3),
  district('thành phố', 'Lam Giang', 0.05, 1),
  district('huyện', 'Nậm Khao', 0.8),
  district('huyện', 'Bình Khê', 0.08),
  district('huyện', 'Lạc Thượng', 0.4),
  district('thị xã', 'Phú Trúc', 0.06, 0.6),
  district('huyện', 'Yên Lĩnh', 0.12),
  district('huyện', 'Mường Sa', 0.85),
  district('huyện', 'Thanh Lam', 0.1),
  district('huyện', 'Vĩnh Khê', 0.15),
];

/** The communes of the pictures, in the order of their codes LG.101 to LG.106, with their districts' numbers. */
export const FIXED_COMMUNES: readonly { name: string; isWard: boolean; district: number }[] = [
  { name: 'Đông Lĩnh', isWard: false, district: 0 },
  { name: 'Thanh Vân', isWard: false, district: 0 },
  { name: 'Bến Trúc', isWard: true, district: 1 },
  { name: 'Hoà Lộc', isWard: false, district: 0 },
  { name: 'Nậm Pẳn', isWard: false, district: 2 },
  { name: 'Tân Khê', isWard: false, district: 0 },
];

const words = (text: string): string[] => text.split(' ');
const pairs = (first: string, second: string): string[] =>
  words(first).flatMap((a) => words(second).flatMap((b) => (a === b ? [] : [`${a} ${b}`])));

const taken = new Set([
  'Đông Lĩnh',
  'Thanh Vân',
  'Hoà Lộc',
  'Tân Khê',
  'Bình Khê',
  'Yên Lĩnh',
  'Thanh Lam',
  'Vĩnh Khê',
]);

export const LOWLAND_NAMES: readonly string[] = pairs(
  'Đông Tân Thanh Hoà Bình An Phú Yên Quang Vĩnh Hưng Long Minh Xuân Thượng Trung Đại Liên Kim Ngọc Lạc Đức Nghĩa Phúc',
  'Lĩnh Khê Trúc Lam Sa Hạ Thuỷ Châu Điền Lương Phong Xá Thịnh Trạch Đồng Mỹ Cốc Lâm Dung',
).filter((name) => !taken.has(name));

export const UPLAND_NAMES: readonly string[] = pairs(
  'Nậm Mường Chiềng Pha Bản Tà Pá Lũng Nà Khau',
  'Sàng Lằn Khong Mu Hốc Cang Lót Đán Khiêng Pục Mạ Thin Hô Cuôi Vai',
);
